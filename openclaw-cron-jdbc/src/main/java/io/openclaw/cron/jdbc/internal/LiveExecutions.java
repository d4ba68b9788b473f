package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Locks executions for a change. Claimed fires among them are written as executions first, for a change is more than what there is
 * to a claimed fire.
 */
final class LiveExecutions {
    private final ExecutionDao executions;
    private final ClaimedFireDao fires;

    LiveExecutions(Handle handle) {
        this.executions = Daos.of(handle, ExecutionDao.class);
        this.fires = Daos.of(handle, ClaimedFireDao.class);
    }

    /** An execution, if there is one. */
    Optional<CronExecution> lock(String organizationId, UUID executionId) {
        write(fires.takeExecution(organizationId, executionId));
        return executions.lockOne(organizationId, executionId);
    }

    /** All that is live of a job, which must be locked. */
    List<CronExecution> lockOf(String organizationId, UUID jobId) {
        write(fires.takeExecutionsOf(organizationId, jobId));
        return executions.lockLiveOf(organizationId, jobId);
    }

    private void write(List<CronExecution> taken) {
        if (!taken.isEmpty()) {
            executions.insert(new ExecutionRows(taken));
        }
    }
}
