package io.openclaw.cron.core.internal.lifecycle;

import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;

/** Hears of measurable moments, for meters. Called on the engine's threads, must not block; does nothing by default. */
public interface EngineObserver {
    /** Observes nothing. */
    EngineObserver NONE = new EngineObserver() {};

    /**
     * An attempt begins.
     *
     * @param lateness how long after its fire time, or after the time of its retry
     * @param queueWait how long it waited for a permit on this node
     */
    default void started(Duration lateness, Duration queueWait) {}

    /** An outcome was recorded; the duration is that of the last attempt, zero if there was none. */
    default void ended(CronExecutionStatus status, Duration duration) {}

    /** A batch was committed. */
    default void recorded(int size, Duration took) {}
}
