package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.rules.CappedSum;
import io.openclaw.cron.spi.rules.Outcome;
import java.time.Instant;

/** The outcomes of one hour. */
final class HourRollup {
    private long completed;
    private long failed;
    private long timeout;
    private long skipped;
    private long cancelled;
    private long started;
    private long tokensUsed;
    private long costCents;
    private final DurationTotals lateness = new DurationTotals();
    private final DurationCounts durations = new DurationCounts();

    /**
     * Counts an outcome.
     *
     * @param outcome that of a final execution
     * @param by 1, or -1 for a cancelled one that is not counted any more
     */
    void add(Outcome outcome, int by) {
        switch (outcome.status()) {
            case COMPLETED -> completed += by;
            case FAILED -> failed += by;
            case TIMEOUT -> timeout += by;
            case SKIPPED -> skipped += by * outcome.count();
            case CANCELLED -> cancelled += by;
            case PENDING, RUNNING -> throw new IllegalStateException(outcome.status() + " is no outcome");
        }
        tokensUsed = CappedSum.of(tokensUsed, by * outcome.tokensUsed());
        costCents = CappedSum.of(costCents, by * outcome.costCents());
        if (outcome.duration() != null) {
            durations.add(outcome.duration());
        }
        if (outcome.lateness() != null) {
            started++;
            lateness.add(outcome.lateness());
        }
    }

    void add(HourRollup other) {
        completed += other.completed;
        failed += other.failed;
        timeout += other.timeout;
        skipped += other.skipped;
        cancelled += other.cancelled;
        started += other.started;
        tokensUsed = CappedSum.of(tokensUsed, other.tokensUsed);
        costCents = CappedSum.of(costCents, other.costCents);
        lateness.add(other.lateness);
        durations.add(other.durations);
    }

    /** Whether it holds no outcome, because the only ones were taken back. */
    boolean isEmpty() {
        return (completed | failed | timeout | skipped | cancelled) == 0;
    }

    OutcomeRollup at(Instant start) {
        return new OutcomeRollup(
                start,
                new OutcomeCounts(completed, failed, timeout, skipped, cancelled),
                durations.toHistogram(),
                lateness.sum(),
                lateness.longest(),
                started,
                tokensUsed,
                costCents);
    }
}
