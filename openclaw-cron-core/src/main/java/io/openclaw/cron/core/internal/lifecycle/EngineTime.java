package io.openclaw.cron.core.internal.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Wall time, elapsed time and timers, all from one source, so that a test can hold them in its hand.
 *
 * <p>Timers go by elapsed time. Whoever waits for an instant must look at {@link #now} again when its timer fires: the wall
 * clock may have been set meanwhile.
 */
public interface EngineTime extends AutoCloseable {
    /** The host's wall clock, in whole microseconds. */
    Instant now();

    /** Elapsed nanoseconds from an arbitrary origin; never goes back. */
    long nanoTime();

    /** Whether a thread that waits by itself waits for {@link #nanoTime}: not if the time is moved by hand. */
    default boolean isSystemTime() {
        return false;
    }

    /**
     * Runs a task once, on the timer thread, which it must not block.
     *
     * @param delay how long to wait; zero or negative for at once
     * @param task what to run; what it throws is logged
     * @return cancels it, unless it has begun
     */
    default Timer schedule(Duration delay, Runnable task) {
        return scheduleAt(nanoTime() + delay.toNanos(), task);
    }

    /**
     * Runs a task once, on the timer thread, which it must not block.
     *
     * @param nanoTime the moment of elapsed time, as {@link #nanoTime} tells it; at once if it is over
     * @param task what to run; what it throws is logged
     * @return cancels it, unless it has begun
     */
    Timer scheduleAt(long nanoTime, Runnable task);

    /** Ends the timers; tasks that have not begun never will. */
    @Override
    void close();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** A timer that has nothing to cancel. */
        Timer NONE = () -> {};

        /** Cancels the task, unless it has begun. */
        void cancel();
    }
}
