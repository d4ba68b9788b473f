package io.openclaw.cron;

/**
 * Whether a job fires.
 */
public enum CronJobStatus {
    /** It fires on its schedule. */
    ENABLED,
    /** It does not fire; what it misses is remembered until it is resumed. */
    PAUSED,
    /** It does not fire, and nothing is remembered. */
    DISABLED,
    /** It is gone for good; its history can still be read. */
    DELETED
}
