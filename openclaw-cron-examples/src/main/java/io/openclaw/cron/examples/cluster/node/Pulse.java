package io.openclaw.cron.examples.cluster.node;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices that this process got no processor for a while, as on a machine with too much to do: then it was as good as frozen, and
 * whoever judges it has to know.
 */
final class Pulse {
    private static final long BEAT_MILLIS = 20;
    private static final Duration NOTICED = Duration.ofMillis(100);

    private final Notes notes;
    private final Clock machine = Clock.systemUTC();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::beat, "pulse");

    /** Begins. */
    Pulse(Notes notes) {
        this.notes = notes;
        thread.start();
    }

    private void beat() {
        try {
            var last = machine.instant();
            while (!over.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                var now = machine.instant();
                if (Duration.between(last, now).compareTo(NOTICED) >= 0) {
                    notes.still(last, now);
                }
                last = now;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends. */
    void end() throws InterruptedException {
        over.countDown();
        thread.join();
    }
}
