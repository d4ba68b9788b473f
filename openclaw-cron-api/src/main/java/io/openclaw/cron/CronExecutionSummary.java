package io.openclaw.cron;

import java.time.Duration;
import java.time.Instant;

/**
 * What the executions of a job, or of an organization, came to in a span of time. Outcomes count by the time at
 * which they were recorded, in whole UTC hours.
 *
 * @param from where the span begins, a whole hour
 * @param until where it ends, exclusive
 * @param outcomes how many ended how
 * @param durations how long runs took
 * @param averageLateness how long after their fire times scheduled runs started, in the mean
 * @param maxLateness the worst of it
 * @param tokensUsed tokens that skills reported
 * @param costCents cost in cents that skills reported
 */
public record CronExecutionSummary(
        Instant from,
        Instant until,
        OutcomeCounts outcomes,
        DurationSummary durations,
        Duration averageLateness,
        Duration maxLateness,
        long tokensUsed,
        long costCents) {

    /** The share of runs that completed, 0 to 1; 0 if there were none. */
    public double successRate() {
        return outcomes.successRate();
    }
}
