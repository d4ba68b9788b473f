package io.openclaw.cron.core.internal.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of the real world: a clock for the wall, {@link System#nanoTime} for what has elapsed, one timer thread. */
public final class SystemTime implements EngineTime {
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timers;

    /** Starts no thread before the first timer is set. */
    public SystemTime(Clock clock, String nodeName) {
        this.clock = clock;
        this.timers = new ScheduledThreadPoolExecutor(1, new NamedThreads("timer", nodeName));
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean isSystemTime() {
        return true;
    }

    @Override
    public Timer scheduleAt(long nanoTime, Runnable task) {
        try {
            var future = timers.schedule(new Guarded("timer", task), nanoTime - nanoTime(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            // Whoever sets a timer during the last moments of a shutdown has nothing left to wait for.
            return Timer.NONE;
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
        Joining.join(timers, "timer");
    }
}
