package io.openclaw.cron.core.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * The thread of one attempt, and who stops it first.
 *
 * <p>An interrupt is sent only while the skill is running, under the same lock by which the thread leaves it, so that a late
 * one never strikes whatever the thread does next. Thread-safe.
 */
final class Attempt {
    /** Guarded by this. */
    private @Nullable Thread thread;
    /** Guarded by this. */
    private @Nullable StopReason stopReason;
    /** Guarded by this. */
    private boolean ended;

    /**
     * The calling thread runs the skill from now on.
     *
     * @return whether it shall; not if it was stopped before
     */
    synchronized boolean begin() {
        if (stopReason != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /**
     * Interrupts the skill, or keeps it from being called.
     *
     * @return whether this call did; not if it has ended, or was stopped for another reason before
     */
    synchronized boolean stop(StopReason reason) {
        if (ended || stopReason != null) {
            return false;
        }
        stopReason = reason;
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    /** The skill has ended; says why it was stopped, or null if it was not. No interrupt follows. */
    synchronized @Nullable StopReason end() {
        ended = true;
        thread = null;
        Thread.interrupted();
        return stopReason;
    }

    synchronized @Nullable StopReason stopReason() {
        return stopReason;
    }

    /** Whether the skill was called, was stopped, and has not ended. */
    synchronized boolean runaway() {
        return stopReason != null && thread != null;
    }
}
