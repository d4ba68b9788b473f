package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobChanged;
import io.openclaw.cron.spi.JobCount;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Rescheduler;
import io.openclaw.cron.spi.rules.GivenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs coming, changing and going. Each method is to be called inside a transaction. */
public final class JobTransactions {
    private final MemoryTables tables;

    /** Works on these tables. */
    public JobTransactions(MemoryTables tables) {
        this.tables = tables;
    }

    /** Inserts jobs, all or none. */
    public void insert(List<CronJob> jobs) {
        for (var job : jobs) {
            if (tables.jobs.exists(job.jobId())) {
                throw new CronStoreException("There is a job " + job.jobId() + " already; nothing was inserted", null);
            }
            requireFreeKey(job);
            tables.jobs.insert(job.toBuilder().state(CronJobState.NONE).build());
        }
    }

    /** Finds a job of an organization. */
    public Optional<CronJob> find(UUID jobId, String organizationId) {
        return Optional.ofNullable(tables.jobs.find(jobId, organizationId)).map(JobRow::snapshot);
    }

    /** Counts jobs. */
    public JobCount count(@Nullable String organizationId) {
        if (organizationId != null) {
            var organization = tables.jobs.organization(organizationId);
            return organization == null
                    ? new JobCount(0, 0)
                    : new JobCount(organization.present(), organization.enabled());
        }
        var all = tables.jobs.organizations();
        return new JobCount(
                all.stream().mapToLong(Organization::present).sum(),
                all.stream().mapToLong(Organization::enabled).sum());
    }

    /** Changes a job. */
    public JobChanged update(JobChange change) {
        var row = requirePresent(change.job().jobId(), change.job().organizationId());
        if (row.job().version() != change.expectedVersion()) {
            throw JobConflictException.version(
                    row.dueId(), change.expectedVersion(), row.job().version());
        }
        requireFreeKey(change.job());
        tables.jobs.change(row, change.job());
        var deleted = change.rescheduler() == null
                ? List.<OwnedExecution>of()
                : reschedule(row, change.rescheduler(), change.now());
        var cancelled = change.cancelWaiting() ? cancelWaiting(row, change.now()) : List.<CronExecution>of();
        if (change.skipped() != null) {
            insertSkipped(row, change.skipped(), change.now());
        }
        return new JobChanged(row.snapshot(), cancelled, deleted);
    }

    private void requireFreeKey(CronJob job) {
        var organization = tables.jobs.organization(job.organizationId());
        var key = job.jobKey();
        if (organization == null || key == null || job.status() == CronJobStatus.DELETED) {
            return;
        }
        var holder = organization.ofKey(key);
        if (holder != null && !holder.dueId().equals(job.jobId())) {
            throw JobConflictException.key(job.jobId(), key);
        }
    }

    /** The job, if it exists and is not deleted. */
    JobRow requirePresent(UUID jobId, String organizationId) {
        var row = tables.jobs.find(jobId, organizationId);
        if (row == null || row.job().status() == CronJobStatus.DELETED) {
            throw new JobNotFoundException(jobId);
        }
        return row;
    }

    private List<OwnedExecution> reschedule(JobRow row, Rescheduler rescheduler, Instant now) {
        var reserved = reservedAfter(row, now);
        var decision = rescheduler.decide(
                row.nextRun(), reserved.stream().map(ExecutionRow::fireAt).toList());
        tables.jobs.setNextRun(row, decision.nextRun());
        return delete(reserved.stream()
                .filter(reservation -> !decision.keep().contains(reservation.fireAt()))
                .toList());
    }

    static List<ExecutionRow> reservedAfter(JobRow row, Instant now) {
        var executions = row.executionsIfAny();
        return executions == null ? List.of() : executions.reservedAfter(now);
    }

    List<OwnedExecution> delete(List<ExecutionRow> reservations) {
        var deleted = new ArrayList<OwnedExecution>();
        for (var reservation : reservations) {
            deleted.add(OwnedExecution.of(reservation.value()));
            tables.executions.remove(reservation);
        }
        return deleted;
    }

    private List<CronExecution> cancelWaiting(JobRow job, Instant now) {
        var executions = job.executionsIfAny();
        if (executions == null) {
            return List.of();
        }
        var reason = CronExecutionError.of(
                CronExecutionError.JOB_WITHDRAWN, "The job was disabled or deleted while it was waiting");
        var cancelled = new ArrayList<CronExecution>();
        for (var row : List.copyOf(executions.live().values())) {
            if (isDueOrRetry(row.value(), now)) {
                tables.executions.change(row, GivenBack.cancelled(row.value(), reason, now), now);
                cancelled.add(row.value());
            }
        }
        return cancelled;
    }

    private static boolean isDueOrRetry(CronExecution execution, Instant now) {
        return execution.status() == CronExecutionStatus.PENDING
                && (!execution.availableAt().isAfter(now) || execution.startedAt() != null || execution.attempt() > 0);
    }

    private void insertSkipped(JobRow row, CronExecution skipped, Instant now) {
        if (skipped.scheduledFor() == null || row.executions().ofFire(skipped.scheduledFor()) == null) {
            tables.executions.insert(row, skipped, now);
        }
    }
}
