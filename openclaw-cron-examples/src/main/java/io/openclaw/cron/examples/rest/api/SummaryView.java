package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.CronExecutionSummary;
import io.openclaw.cron.DurationSummary;
import io.openclaw.cron.OutcomeCounts;
import java.time.Instant;

/** What executions came to, in JSON. */
record SummaryView(
        Instant from,
        Instant until,
        long totalRuns,
        double successRate,
        OutcomeCounts outcomes,
        DurationsView durations,
        long averageLatenessMs,
        long maxLatenessMs,
        long tokensUsed,
        long costCents) {

    /** How long runs took. */
    record DurationsView(long averageMs, long maxMs, long p50Ms, long p95Ms, long p99Ms) {
        static DurationsView of(DurationSummary durations) {
            return new DurationsView(
                    durations.average().toMillis(),
                    durations.max().toMillis(),
                    durations.p50().toMillis(),
                    durations.p95().toMillis(),
                    durations.p99().toMillis());
        }
    }

    static SummaryView of(CronExecutionSummary summary) {
        return new SummaryView(
                summary.from(),
                summary.until(),
                summary.outcomes().runs(),
                summary.successRate(),
                summary.outcomes(),
                DurationsView.of(summary.durations()),
                summary.averageLateness().toMillis(),
                summary.maxLateness().toMillis(),
                summary.tokensUsed(),
                summary.costCents());
    }
}
