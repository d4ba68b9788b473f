package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.CronJobStats;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.time.Instant;

/** How a job is doing, in JSON: the last 30 days, and its counts since it was created. */
record StatsView(
        String jobId,
        String healthStatus,
        long totalRuns,
        double successRate,
        long avgDurationMs,
        long runCount,
        long successCount,
        long failureCount,
        long failureStreak,
        int liveCount,
        Instant lastRun,
        String lastStatus,
        String lastError,
        Instant nextRun) {

    static StatsView of(CronJobStats stats) {
        var total = stats.total();
        return new StatsView(
                stats.jobId().toString(),
                JsonFields.word(stats.health()),
                stats.totalRuns(),
                stats.successRate(),
                stats.recent().durations().average().toMillis(),
                total.runCount(),
                total.successCount(),
                total.failureCount(),
                total.failureStreak(),
                total.liveCount(),
                total.lastRun(),
                total.lastStatus() == null ? null : JsonFields.word(total.lastStatus()),
                total.lastError(),
                stats.nextRun());
    }
}
