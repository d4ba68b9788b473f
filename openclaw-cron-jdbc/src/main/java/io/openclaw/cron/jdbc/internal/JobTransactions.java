package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobChanged;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Rescheduler;
import io.openclaw.cron.spi.rules.GivenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Jobs changing and going. */
public final class JobTransactions {
    private final Handle handle;
    private final JobDao jobs;
    private final NextRunDao nextRuns;
    private final ExecutionDao executions;
    private final JobParamsDao params;
    private final Statistics statistics;

    /** A transaction on this handle. */
    public JobTransactions(Handle handle, Statistics statistics) {
        this.handle = handle;
        this.jobs = Daos.of(handle, JobDao.class);
        this.nextRuns = Daos.of(handle, NextRunDao.class);
        this.executions = Daos.of(handle, ExecutionDao.class);
        this.params = Daos.of(handle, JobParamsDao.class);
        this.statistics = statistics;
    }

    /** Changes a job. */
    public JobChanged update(JobChange change) {
        var stored = lockPresent(change.job().jobId(), change.job().organizationId());
        if (stored.version() != change.expectedVersion()) {
            throw JobConflictException.version(stored.jobId(), change.expectedVersion(), stored.version());
        }
        JobInsertion.requireFreeKeys(jobs, List.of(change.job()));
        var live = new LiveExecutions(handle).lockOf(stored.organizationId(), stored.jobId());
        var changes = new ExecutionChanges();
        var deleted = new ArrayList<CronExecution>();
        var nextRun = change.rescheduler() == null
                ? stored.nextRun()
                : reschedule(stored, live, change.rescheduler(), change.now(), deleted);
        var cancelled =
                change.cancelWaiting() ? cancelWaiting(live, deleted, change.now(), changes) : List.<CronExecution>of();
        if (hasOtherParameters(change.job(), stored)) {
            params.keep(stored.organizationId(), stored.jobId(), change.now());
        }
        jobs.update(new JobRows(List.of(change.job())));
        nextRuns.update(NextRunRows.of(change.job(), nextRun));
        new JobCounts(handle)
                .changed(stored.organizationId(), stored.status(), change.job().status());
        if (!deleted.isEmpty()) {
            executions.delete(new ExecutionRows(deleted));
        }
        if (change.skipped() != null && isFree(change.skipped())) {
            changes.insert(change.skipped());
        }
        changes.write(handle, statistics, change.now());
        return new JobChanged(
                jobs.find(stored.organizationId(), stored.jobId()).orElseThrow().shown(),
                cancelled,
                deleted.stream().map(OwnedExecution::of).toList());
    }

    /**
     * The job, locked, with its first undecided fire.
     *
     * @throws JobNotFoundException if it does not exist or is deleted
     */
    CronJob lockPresent(UUID jobId, String organizationId) {
        nextRuns.lock(organizationId, jobId);
        return jobs.find(organizationId, jobId)
                .map(StoredJob::job)
                .filter(job -> job.status() != CronJobStatus.DELETED)
                .orElseThrow(() -> new JobNotFoundException(jobId));
    }

    /** By their text, which is what history shows: equal parameters may be in another order. */
    private static boolean hasOtherParameters(CronJob job, CronJob stored) {
        return !Json.write(job.skillParams()).equals(Json.write(stored.skillParams()));
    }

    private static @Nullable Instant reschedule(
            CronJob job, List<CronExecution> live, Rescheduler rescheduler, Instant now, List<CronExecution> deleted) {
        var reserved = reservedAfter(live, now);
        var decision = rescheduler.decide(
                job.nextRun(), reserved.stream().map(JobTransactions::fireAt).toList());
        reserved.stream()
                .filter(reservation -> !decision.keep().contains(fireAt(reservation)))
                .forEach(deleted::add);
        return decision.nextRun();
    }

    /** What stands for fires that are not due yet and has never been started, owned or not, in order of the fires. */
    static List<CronExecution> reservedAfter(List<CronExecution> live, Instant now) {
        return live.stream()
                .filter(execution ->
                        LockedJob.isNeverStarted(execution) && fireAt(execution).isAfter(now))
                .sorted(Comparator.comparing(JobTransactions::fireAt))
                .toList();
    }

    static Instant fireAt(CronExecution execution) {
        return requireNonNull(execution.scheduledFor(), "no fire caused it");
    }

    private static List<CronExecution> cancelWaiting(
            List<CronExecution> live, List<CronExecution> deleted, Instant now, ExecutionChanges changes) {
        var reason = CronExecutionError.of(
                CronExecutionError.JOB_WITHDRAWN, "The job was disabled or deleted while it was waiting");
        var cancelled = new ArrayList<CronExecution>();
        for (var execution : live) {
            if (isDueOrRetry(execution, now) && !deleted.contains(execution)) {
                var after = GivenBack.cancelled(execution, reason, now);
                changes.change(execution, after);
                cancelled.add(after);
            }
        }
        return cancelled;
    }

    private static boolean isDueOrRetry(CronExecution execution, Instant now) {
        return execution.status() == CronExecutionStatus.PENDING
                && (!execution.availableAt().isAfter(now) || execution.startedAt() != null || execution.attempt() > 0);
    }

    private boolean isFree(CronExecution skipped) {
        return skipped.scheduledFor() == null
                || executions.countOfFire(skipped.organizationId(), skipped.jobId(), skipped.scheduledFor()) == 0;
    }
}
