package io.openclaw.cron.spi;

import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.rules.CappedSum;
import java.time.Duration;
import java.time.Instant;

/**
 * The outcomes of a span of time, added up.
 *
 * @param start where the span begins
 * @param outcomes how many ended how
 * @param durations how long runs took
 * @param latenessSum how late scheduled runs started, added up
 * @param latenessMax the worst of it
 * @param started how many runs the lateness is about: scheduled ones, by their first attempts
 * @param tokensUsed tokens that skills reported; at most what a {@code long} holds
 * @param costCents cost in cents that skills reported; at most what a {@code long} holds
 */
public record OutcomeRollup(
        Instant start,
        OutcomeCounts outcomes,
        DurationHistogram durations,
        Duration latenessSum,
        Duration latenessMax,
        long started,
        long tokensUsed,
        long costCents) {

    /** A span without outcomes. */
    public static OutcomeRollup none(Instant start) {
        return new OutcomeRollup(
                start, OutcomeCounts.NONE, DurationHistogram.EMPTY, Duration.ZERO, Duration.ZERO, 0, 0, 0);
    }

    /** Both added up; begins where this one does. */
    public OutcomeRollup plus(OutcomeRollup other) {
        return new OutcomeRollup(
                start,
                outcomes.plus(other.outcomes),
                durations.plus(other.durations),
                latenessSum.plus(other.latenessSum),
                latenessMax.compareTo(other.latenessMax) >= 0 ? latenessMax : other.latenessMax,
                started + other.started,
                CappedSum.of(tokensUsed, other.tokensUsed),
                CappedSum.of(costCents, other.costCents));
    }
}
