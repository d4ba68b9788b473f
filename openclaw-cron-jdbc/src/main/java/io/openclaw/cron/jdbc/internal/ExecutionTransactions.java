package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.rules.GivenBack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Executions that no fire causes, and cancellation. */
public final class ExecutionTransactions {
    private final Handle handle;
    private final ExecutionDao executions;
    private final Statistics statistics;

    /** A transaction on this handle. */
    public ExecutionTransactions(Handle handle, Statistics statistics) {
        this.handle = handle;
        this.executions = handle.attach(ExecutionDao.class);
        this.statistics = statistics;
    }

    /** Inserts an execution that no fire caused. */
    public List<OwnedExecution> insert(CronExecution execution, Instant now) {
        var job = new JobTransactions(handle, statistics).lockPresent(execution.jobId(), execution.organizationId());
        if (executions.find(execution.organizationId(), execution.executionId()).isPresent()) {
            throw new CronStoreException("There is an execution " + execution.executionId() + " already", null);
        }
        var deleted = execution.inTurn() ? withdrawReservations(job, now) : List.<CronExecution>of();
        var changes = new ExecutionChanges();
        changes.insert(
                execution.toBuilder().fence(execution.node() == null ? 0 : 1).build());
        changes.write(handle, statistics, now);
        return deleted.stream().map(OwnedExecution::of).toList();
    }

    private List<CronExecution> withdrawReservations(CronJob job, Instant now) {
        var reserved = JobTransactions.reservedAfter(executions.lockLiveOf(job.organizationId(), job.jobId()), now);
        if (reserved.isEmpty()) {
            return reserved;
        }
        var first = JobTransactions.fireAt(reserved.get(0));
        if (job.nextRun() == null || first.isBefore(job.nextRun())) {
            handle.attach(NextRunDao.class)
                    .update(new JobRows(List.of(job.toBuilder().nextRun(first).build())));
        }
        executions.delete(new ExecutionRows(reserved));
        return reserved;
    }

    /** Cancels a pending execution, or asks the node of a running one to do so. */
    public Optional<CronExecution> cancel(
            UUID executionId, String organizationId, CronExecutionError error, Instant now) {
        return executions.lockOne(organizationId, executionId).map(execution -> {
            if (execution.status().isFinal() || execution.cancelRequestedAt() != null) {
                return execution;
            }
            var after = GivenBack.asked(execution, error, now);
            var changes = new ExecutionChanges();
            changes.change(execution, after);
            changes.write(handle, statistics, now);
            return after;
        });
    }
}
