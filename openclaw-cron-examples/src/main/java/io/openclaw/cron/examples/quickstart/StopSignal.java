package io.openclaw.cron.examples.quickstart;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C, or any other end of the process, end a run in order. */
final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "quickstart-stop");

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for the signal, no longer than a time. */
    void await(Duration atMost) throws InterruptedException {
        stop.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean requested() {
        return stop.getCount() == 0;
    }

    /** Says that all is done. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook is what called.
        }
    }

    /** The process ends when its hooks have, so this one has to wait for the run. */
    private void stopAndWait() {
        stop.countDown();
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("The run did not end within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
