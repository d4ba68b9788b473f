package io.openclaw.cron;

/**
 * By what a list of jobs is sorted.
 */
public enum CronJobSort {
    /** When they were created. */
    CREATED_AT,
    /** When a user last changed them. */
    UPDATED_AT,
    /** Their names, by code point. */
    NAME,
    /** Their next fires; jobs without one come last. */
    NEXT_RUN,
    /** Their priorities. */
    PRIORITY
}
