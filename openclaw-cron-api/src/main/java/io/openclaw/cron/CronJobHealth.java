package io.openclaw.cron;

/**
 * The verdict on the runs of a job in the last 30 days.
 */
public enum CronJobHealth {
    /** At least 95 % completed. */
    HEALTHY,
    /** At least 80 % completed. */
    DEGRADED,
    /** Fewer completed. */
    UNHEALTHY,
    /** There were none. */
    NEVER_RUN;

    /** The verdict for these outcomes. */
    public static CronJobHealth of(OutcomeCounts outcomes) {
        if (outcomes.runs() == 0) {
            return NEVER_RUN;
        }
        var rate = outcomes.successRate();
        return rate >= 0.95 ? HEALTHY : rate >= 0.80 ? DEGRADED : UNHEALTHY;
    }
}
