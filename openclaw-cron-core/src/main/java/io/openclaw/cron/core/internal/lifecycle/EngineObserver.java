package io.openclaw.cron.core.internal.lifecycle;

import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
import java.time.Instant;

/** Hears of measurable moments, for meters. Called on the engine's threads, must not block; does nothing by default. */
public interface EngineObserver {
    /** Observes nothing. */
    EngineObserver NONE = new EngineObserver() {};

    /**
     * An attempt begins.
     *
     * @param due its fire time, or the time of its retry
     * @param begun when it begins; before that only if a clock was set
     * @param queueNanos how long it waited for a permit on this node, in nanoseconds
     */
    default void started(Instant due, Instant begun, long queueNanos) {}

    /** An outcome was recorded; the duration is that of the last attempt, zero if there was none. */
    default void ended(CronExecutionStatus status, Duration duration) {}

    /** A batch was committed. */
    default void recorded(int size, Duration took) {}
}
