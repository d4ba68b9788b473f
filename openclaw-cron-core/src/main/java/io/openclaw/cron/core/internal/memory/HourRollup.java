package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.OutcomeRollup;
import java.time.Duration;
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
    private Duration latenessSum = Duration.ZERO;
    private Duration latenessMax = Duration.ZERO;
    private final DurationCounts durations = new DurationCounts();

    /**
     * Counts an outcome.
     *
     * @param execution the final execution
     * @param by 1, or -1 for a cancelled one that is not counted any more
     */
    void add(CronExecution execution, int by) {
        switch (execution.status()) {
            case COMPLETED -> completed += by;
            case FAILED -> failed += by;
            case TIMEOUT -> timeout += by;
            case SKIPPED -> skipped += by * execution.skippedCount();
            case CANCELLED -> cancelled += by;
            case PENDING, RUNNING -> throw new IllegalArgumentException(execution.status() + " is no outcome");
        }
        tokensUsed += by * execution.tokensUsed();
        costCents += by * execution.costCents();
        if (Statistics.isRun(execution)) {
            addRun(execution);
        }
    }

    private void addRun(CronExecution run) {
        if (run.executionTime() != null) {
            durations.add(run.executionTime());
        }
        // A later attempt, or one after a recovery, is late for reasons of its own.
        if (run.scheduledFor() != null && run.startedAt() != null && run.attempt() == 1 && run.recoveries() == 0) {
            addLateness(Duration.between(run.scheduledFor(), run.startedAt()));
        }
    }

    private void addLateness(Duration lateness) {
        started++;
        latenessSum = latenessSum.plus(lateness);
        latenessMax = longer(latenessMax, lateness);
    }

    void add(HourRollup other) {
        completed += other.completed;
        failed += other.failed;
        timeout += other.timeout;
        skipped += other.skipped;
        cancelled += other.cancelled;
        started += other.started;
        tokensUsed += other.tokensUsed;
        costCents += other.costCents;
        latenessSum = latenessSum.plus(other.latenessSum);
        latenessMax = longer(latenessMax, other.latenessMax);
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
                latenessSum,
                latenessMax,
                started,
                tokensUsed,
                costCents);
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
