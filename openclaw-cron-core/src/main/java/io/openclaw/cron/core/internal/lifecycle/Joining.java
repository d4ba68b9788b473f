package io.openclaw.cron.core.internal.lifecycle;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for threads of our own to end. */
public final class Joining {
    private static final Logger log = LoggerFactory.getLogger(Joining.class);
    private static final long LIMIT_MILLIS = 5_000;

    private Joining() {}

    /** Waits up to five seconds for an executor that has been shut down; says so if that was not enough. */
    public static void join(ExecutorService executor, String what) {
        try {
            if (!executor.awaitTermination(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("The {} threads have not ended within {} ms", what, LIMIT_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits up to five seconds for a thread to end by itself, then interrupts it and waits once more. */
    public static void join(Thread thread) {
        join(thread, () -> {});
    }

    /** {@link #join(Thread)}, with something to be done before the interrupt. */
    public static void join(Thread thread, Runnable beforeInterrupt) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(LIMIT_MILLIS);
            if (thread.isAlive()) {
                beforeInterrupt.run();
                thread.interrupt();
                thread.join(LIMIT_MILLIS);
            }
            if (thread.isAlive()) {
                log.warn("The thread {} has not ended, although it was interrupted", thread.getName());
            }
        } catch (InterruptedException interrupted) {
            beforeInterrupt.run();
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits up to five seconds in all for threads to end by themselves. */
    public static void joinAll(Collection<Thread> threads) {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        try {
            for (var thread : threads) {
                var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (thread != Thread.currentThread() && left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (var thread : threads) {
            if (thread.isAlive()) {
                log.warn("The thread {} has not ended: its skill ignores interruption", thread.getName());
            }
        }
    }
}
