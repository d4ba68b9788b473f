package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A fire that a node has claimed, and of which nothing is known but that, and when, it has started.
 *
 * @param organizationId whose
 * @param executionId the execution that stands for it
 * @param jobId of which job
 * @param scheduledFor when it is due
 * @param inTurn whether it waited for its turn
 * @param node who has claimed it
 * @param claimId by which claim
 * @param startedAt when it started; null if that is not known
 */
public record ClaimedFire(
        String organizationId,
        UUID executionId,
        UUID jobId,
        Instant scheduledFor,
        boolean inTurn,
        NodeId node,
        UUID claimId,
        @Nullable Instant startedAt) {
    /** What to select, in the order in which it is read. */
    static final String COLUMNS = """
            c.organization_id, c.execution_id, c.job_id, c.scheduled_for, c.in_turn, c.node_name, c.node_id, c.claim_id,
            c.started_at""";

    /**
     * The columns of the execution that a fire {@code c} of a job {@code j} is, in the order of those that
     * {@link ExecutionMapper} reads.
     */
    static final String AS_EXECUTION = """
            c.organization_id, c.execution_id, c.job_id, j.user_id, j.skill_name, NULL AS output_result,
            CASE WHEN c.started_at IS NULL THEN 'pending' ELSE 'running' END AS status, 'schedule' AS trigger,
            c.scheduled_for, NULL AS skipped_until, 0 AS skipped_count, j.priority, c.in_turn,
            c.scheduled_for AS available_at, c.started_at, NULL AS completed_at, NULL AS execution_time_ms,
            CASE WHEN c.started_at IS NULL THEN 0 ELSE 1 END AS attempt, 0 AS recoveries, c.node_name, c.node_id,
            1 AS fence, c.claim_id, NULL AS cancel_requested_at, NULL AS progress, NULL AS progress_stage,
            NULL AS progress_message, 0 AS tokens_used, 0 AS cost_cents, NULL AS error_code, NULL AS error_message,
            NULL AS error_stack, FALSE AS started_before_change, j.skill_params AS input_params""";

    /** The same, in the order of {@link ExecutionMapper#STORED_COLUMNS}. */
    static final String AS_STORED_EXECUTION = AS_EXECUTION + ", NULL AS job_version";

    /** The execution that stands for it. What an execution has of its job is taken from another state of it. */
    CronExecution asExecution(CronExecution same) {
        return asExecution(same.userId(), same.skillName(), same.skillParams(), same.priority());
    }

    /** The execution that stands for it, a fire of this job. */
    CronExecution asExecution(CronJob job) {
        return asExecution(job.userId(), job.skillName(), job.skillParams(), job.priority());
    }

    private CronExecution asExecution(String userId, String skillName, Map<String, Object> skillParams, int priority) {
        return CronExecution.builder(executionId, jobId, organizationId, userId)
                .skillName(skillName)
                .skillParams(skillParams)
                .priority(priority)
                .trigger(CronTrigger.SCHEDULE)
                .scheduledFor(scheduledFor)
                .availableAt(scheduledFor)
                .inTurn(inTurn)
                .node(node)
                .claimId(claimId)
                .fence(1)
                .status(startedAt == null ? CronExecutionStatus.PENDING : CronExecutionStatus.RUNNING)
                .startedAt(startedAt)
                .attempt(startedAt == null ? 0 : 1)
                .build();
    }

    StoredJob.JobKey jobKey() {
        return new StoredJob.JobKey(organizationId, jobId);
    }

    /** Whether an execution is what stands for a claimed fire, with nothing of its own. */
    static boolean is(CronExecution execution) {
        return execution.trigger() == CronTrigger.SCHEDULE
                && execution.node() != null
                && execution.claimId() != null
                && execution.fence() == 1
                && execution.scheduledFor() != null
                && execution.availableAt().equals(execution.scheduledFor())
                && isUntouched(execution)
                && (execution.status() == CronExecutionStatus.PENDING
                        ? execution.attempt() == 0 && execution.startedAt() == null
                        : execution.status() == CronExecutionStatus.RUNNING
                                && execution.attempt() == 1
                                && execution.startedAt() != null);
    }

    private static boolean isUntouched(CronExecution execution) {
        return execution.recoveries() == 0
                && execution.cancelRequestedAt() == null
                && execution.executionTime() == null
                && execution.progress() == null
                && execution.result() == null
                && execution.error() == null
                && execution.tokensUsed() == 0
                && execution.costCents() == 0
                && !execution.startedBeforeChange();
    }

    /** Reads a fire. */
    static final class Mapper implements RowMapper<ClaimedFire> {
        @Override
        public ClaimedFire map(ResultSet row, StatementContext context) throws SQLException {
            var columns = new Columns(row);
            return new ClaimedFire(
                    columns.text(),
                    columns.id(),
                    columns.id(),
                    columns.instant(),
                    columns.flag(),
                    new NodeId(columns.text(), columns.id()),
                    columns.id(),
                    columns.instantOrNull());
        }
    }
}
