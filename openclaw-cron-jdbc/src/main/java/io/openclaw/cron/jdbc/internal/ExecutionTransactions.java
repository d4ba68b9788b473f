package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.Insertion;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.rules.GivenBack;
import io.openclaw.cron.spi.rules.InsertDecision;
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
        this.executions = Daos.of(handle, ExecutionDao.class);
        this.statistics = statistics;
    }

    /** Inserts an execution that no fire caused. Its job stays locked, so that nobody inserts another one meanwhile. */
    public Insertion insert(CronExecution execution, Instant dueBy) {
        var job = new JobTransactions(handle, statistics).lockPresent(execution.jobId(), execution.organizationId());
        if (executions.find(execution.organizationId(), execution.executionId()).isPresent()) {
            throw new CronStoreException("There is an execution " + execution.executionId() + " already", null);
        }
        var live = execution.inTurn()
                ? new LiveExecutions(handle).lockOf(job.organizationId(), job.jobId())
                : List.<CronExecution>of();
        var reserved = JobTransactions.reservedAfter(live, dueBy);
        withdraw(job, reserved);
        var stored = InsertDecision.of(execution, live.size() > reserved.size());
        var changes = new ExecutionChanges();
        changes.insert(stored);
        changes.write(handle, statistics, dueBy);
        return new Insertion(stored, reserved.stream().map(OwnedExecution::of).toList());
    }

    private void withdraw(CronJob job, List<CronExecution> reserved) {
        if (reserved.isEmpty()) {
            return;
        }
        var first = JobTransactions.fireAt(reserved.get(0));
        if (job.nextRun() == null || first.isBefore(job.nextRun())) {
            Daos.of(handle, NextRunDao.class).update(NextRunRows.of(job, first));
        }
        executions.delete(new ExecutionRows(reserved));
    }

    /** Cancels an execution that no node holds, or asks its node to do so. */
    public Optional<CronExecution> cancel(
            UUID executionId, String organizationId, CronExecutionError error, Instant now) {
        return new LiveExecutions(handle).lock(organizationId, executionId).map(execution -> {
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
