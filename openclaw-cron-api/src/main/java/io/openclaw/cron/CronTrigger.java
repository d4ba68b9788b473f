package io.openclaw.cron;

/**
 * What caused an execution.
 */
public enum CronTrigger {
    /** A fire of the job. */
    SCHEDULE,
    /** Somebody asked for it. */
    MANUAL,
    /** Another job ended. */
    DEPENDENCY
}
