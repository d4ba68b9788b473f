package io.openclaw.cron;

/**
 * What becomes of fires that are missed: claimed later than {@code misfireThreshold} after their time.
 */
public enum MisfirePolicy {
    /** The latest runs once for all of them, unless a fire that is not missed runs anyway; the others are recorded as skipped. */
    FIRE_ONCE,
    /** The newest 100 run one after another, oldest first; older ones are recorded as skipped. */
    FIRE_ALL,
    /** None runs; they are recorded as skipped. */
    SKIP
}
