package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.Insertion;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.rules.GivenBack;
import io.openclaw.cron.spi.rules.InsertDecision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Executions that no fire causes, cancellation, statistics and retention. Each method is to be called inside a transaction. */
public final class ExecutionTransactions {
    private final MemoryTables tables;
    private final JobTransactions jobs;

    /** Works on these tables. */
    public ExecutionTransactions(MemoryTables tables, JobTransactions jobs) {
        this.tables = tables;
        this.jobs = jobs;
    }

    /** Inserts an execution that no fire caused. */
    public Insertion insert(CronExecution execution, Instant dueBy) {
        var job = jobs.requirePresent(execution.jobId(), execution.organizationId());
        if (tables.executions.find(execution.executionId()) != null) {
            throw new CronStoreException("There is an execution " + execution.executionId() + " already", null);
        }
        var deleted = execution.inTurn() ? withdrawReservations(job, dueBy) : List.<OwnedExecution>of();
        var stored = InsertDecision.of(execution, job.liveCount() > 0);
        tables.executions.insert(job, stored, dueBy);
        return new Insertion(stored, deleted);
    }

    private List<OwnedExecution> withdrawReservations(JobRow job, Instant dueBy) {
        var reserved = JobTransactions.reservedAfter(job, dueBy);
        if (!reserved.isEmpty()) {
            var first = reserved.get(0).fireAt();
            if (job.nextRun() == null || first.isBefore(job.nextRun())) {
                tables.jobs.setNextRun(job, first);
            }
        }
        return jobs.delete(reserved);
    }

    /** Cancels an execution that no node holds, or asks its node to do so. */
    public Optional<CronExecution> cancel(
            UUID executionId, String organizationId, CronExecutionError error, Instant now) {
        var row = tables.executions.find(executionId, organizationId);
        if (row == null) {
            return Optional.empty();
        }
        var execution = row.value();
        if (ExecutionRow.live(execution) && execution.cancelRequestedAt() == null) {
            tables.executions.change(row, GivenBack.asked(execution, error, now), now);
        }
        return Optional.of(row.value());
    }

    /** Finds an execution of an organization. */
    public Optional<CronExecution> find(UUID executionId, String organizationId) {
        return Optional.ofNullable(tables.executions.find(executionId, organizationId))
                .map(ExecutionRow::value);
    }

    /** Counts what waits and whose time has come. */
    public long countQueued(Instant now) {
        return tables.executions.waiting().stream()
                .filter(row -> !row.dueAt().isAfter(now))
                .count();
    }

    /** Reads statistics. */
    public List<OutcomeRollup> rollups(RollupQuery query) {
        if (query.jobId() != null) {
            var job = tables.jobs.find(query.jobId(), query.organizationId());
            var executions = job == null ? null : job.executionsIfAny();
            return executions == null ? List.of() : executions.rollups().read(query);
        }
        var organization = tables.jobs.organization(query.organizationId());
        return organization == null ? List.of() : organization.rollups.read(query);
    }

    /** Removes old final executions, the oldest of each organization first. */
    public int purge(Instant olderThan, @Nullable String organizationId, int limit) {
        if (organizationId == null) {
            return purge(tables.jobs.organizations(), olderThan, limit);
        }
        var organization = tables.jobs.organization(organizationId);
        return organization == null ? 0 : purge(List.of(organization), olderThan, limit);
    }

    private int purge(Collection<Organization> organizations, Instant olderThan, int limit) {
        var removed = 0;
        for (var organization : organizations) {
            while (removed < limit && !organization.ended.isEmpty()) {
                var oldest = organization.ended.first();
                if (!oldest.completedAt().isBefore(olderThan)) {
                    break;
                }
                tables.executions.remove(oldest);
                removed++;
            }
        }
        return removed;
    }
}
