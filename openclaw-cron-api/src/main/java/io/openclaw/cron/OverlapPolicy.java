package io.openclaw.cron;

/**
 * What becomes of a fire while an earlier execution of the same job is live: queued, running, or waiting for a
 * retry. A manual run obeys it too, but is never skipped: it waits instead.
 */
public enum OverlapPolicy {
    /** It does not run and is recorded as skipped. */
    SKIP,
    /** It waits for its turn; with 100 waiting already it is recorded as skipped. */
    QUEUE,
    /** It runs beside the other. */
    ALLOW,
    /** The other is cancelled; it runs as soon as that has ended. */
    REPLACE
}
