package io.openclaw.cron.examples.rest;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done every now and then, on one thread that does not keep the process alive. */
final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "cron-host-housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    /** Does something from now on, this long after the last time. */
    Housekeeping every(Duration period, Runnable task) {
        timer.scheduleWithFixedDelay(() -> guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /** Not the bare task: one exception would end all its runs without a trace. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.warn("Housekeeping failed and is tried again", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
