package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.spi.rules.Outcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps count of what ended: for each job what its runs have left behind, and by the UTC hour for job and organization. */
final class Statistics {
    private final JobTable jobs;
    private final Journal journal;

    Statistics(JobTable jobs, Journal journal) {
        this.jobs = jobs;
        this.journal = journal;
    }

    /** Counts an execution that has just become final. */
    void ended(JobRow job, CronExecution execution, Instant recordedAt) {
        if (Outcome.isRun(execution.status())) {
            jobs.setState(job, after(job.state(), execution, job.liveCount()));
        }
        var outcome = Outcome.of(execution);
        journal.atCommit(() -> {
            job.executions().rollups().add(outcome, recordedAt);
            job.organization.rollups.add(outcome, recordedAt);
        });
    }

    /**
     * Takes back the count of a cancelled execution that turns out to have started. It is of the hour of its end, for what
     * can be revived was cancelled by the store, at the very instant at which that was recorded.
     */
    void revived(JobRow job, CronExecution cancelled) {
        var recordedAt = Objects.requireNonNull(cancelled.completedAt());
        var outcome = Outcome.of(cancelled);
        journal.atCommit(() -> {
            job.executions().rollups().subtract(outcome, recordedAt);
            job.organization.rollups.subtract(outcome, recordedAt);
        });
    }

    private static CronJobState after(CronJobState state, CronExecution run, int liveCount) {
        var succeeded = run.status() == CronExecutionStatus.COMPLETED;
        return new CronJobState(
                run.startedAt(),
                run.status(),
                succeeded ? null : messageOf(run.error()),
                state.runCount() + 1,
                state.successCount() + (succeeded ? 1 : 0),
                state.failureCount() + (succeeded ? 0 : 1),
                succeeded ? 0 : state.failureStreak() + 1,
                liveCount);
    }

    private static @Nullable String messageOf(@Nullable CronExecutionError error) {
        return error == null ? null : error.message();
    }
}
