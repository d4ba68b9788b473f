package io.openclaw.cron;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a job is doing.
 *
 * @param jobId the job
 * @param total counts since its creation, and its latest run
 * @param recent the last 30 days
 * @param health the verdict on the last 30 days
 * @param nextRun its next fire, or null
 */
public record CronJobStats(
        UUID jobId,
        CronJobState total,
        CronExecutionSummary recent,
        CronJobHealth health,
        @Nullable Instant nextRun) {

    /** Its runs of the last 30 days. */
    public long totalRuns() {
        return recent.outcomes().runs();
    }

    /** The share of its runs of the last 30 days that completed, 0 to 1. */
    public double successRate() {
        return recent.successRate();
    }
}
