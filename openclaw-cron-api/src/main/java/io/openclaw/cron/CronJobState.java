package io.openclaw.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a job have left behind, kept up to date with each recorded outcome.
 *
 * @param lastRun when its latest run started, or null if it never ran
 * @param lastStatus how its latest finished run ended, or null
 * @param lastError the message of its latest failure or timeout, or null if its latest run completed
 * @param runCount how many runs ended as completed, failed or timeout, ever
 * @param successCount how many of them completed
 * @param failureCount how many of them failed or timed out
 * @param failureStreak how many failed or timed out since the last that completed
 * @param liveCount how many of its executions have not ended: reserved, waiting, running
 */
public record CronJobState(
        @Nullable Instant lastRun,
        @Nullable CronExecutionStatus lastStatus,
        @Nullable String lastError,
        long runCount,
        long successCount,
        long failureCount,
        long failureStreak,
        int liveCount) {

    /** The state of a job that never ran. */
    public static final CronJobState NONE = new CronJobState(null, null, null, 0, 0, 0, 0, 0);
}
