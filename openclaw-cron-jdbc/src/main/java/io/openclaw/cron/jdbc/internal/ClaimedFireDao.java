package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The table {@code cron_claimed_fires}.
 *
 * <p>A fire is only put here by whoever holds the lock of its job, and never put back: whoever waits for a row that is being taken
 * finds it in {@code skill_executions} afterwards, but would not find it here.
 *
 * <p>Many are found by a list of values, never by a join of arrays: where PostgreSQL believes that the table is empty, as it was when it
 * was looked at last, it compares each row with each element.
 */
public interface ClaimedFireDao {
    /** Inserts what one claim has taken of the fires of jobs, which must be locked. */
    @SqlUpdate("""
            INSERT INTO <schema>.cron_claimed_fires (
              organization_id, execution_id, job_id, scheduled_for, in_turn, node_name, node_id, claim_id)
            SELECT
              u.organization_id, u.execution_id, u.job_id, u.fire_at, u.in_turn, CAST(:nodeName AS varchar),
              CAST(:nodeId AS uuid), CAST(:claimId AS uuid)
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:executionIds AS uuid ARRAY),
              CAST(:scheduledFors AS timestamp with time zone ARRAY), CAST(:inTurns AS boolean ARRAY))
              AS u (organization_id, job_id, execution_id, fire_at, in_turn)
            """)
    void insert(@BindMethods ExecutionRows rows, String nodeName, UUID nodeId, UUID claimId);

    /** The fires of these executions, locked. */
    @SqlQuery("""
            SELECT <fireColumns> FROM <schema>.cron_claimed_fires c
            WHERE c.execution_id = ANY(CAST(:executionIds AS uuid ARRAY))
            ORDER BY c.execution_id
            <lock>
            """)
    List<ClaimedFire> lock(@BindMethods ExecutionRows rows);

    /** Says when fires have started. They must be locked. */
    @SqlBatch("UPDATE <schema>.cron_claimed_fires SET started_at = :startedAt WHERE execution_id = :executionId")
    void start(@BindMethods List<CronExecution> started);

    /** Removes the fires of these executions, and answers them. */
    @SqlQuery("<takeFires> c.execution_id = ANY(CAST(:executionIds AS uuid ARRAY)) <taken>")
    List<ClaimedFire> take(@BindMethods ExecutionRows rows);

    /** Removes the fires of these executions, and answers them as executions. */
    @SqlQuery("<takeExecutions> c.execution_id = ANY(CAST(:executionIds AS uuid ARRAY)) <takenExecutions>")
    List<CronExecution> takeExecutions(@BindMethods ExecutionRows rows);

    /** Removes a fire, and answers it as an execution. Found by its id: the condition for the organization shall fit no index. */
    @SqlQuery(
            "<takeExecutions> c.execution_id = :executionId AND c.organization_id IS NOT DISTINCT FROM :organizationId"
                    + " <takenExecutions>")
    List<CronExecution> takeExecution(String organizationId, UUID executionId);

    /** Removes the fires of a job, and answers them as executions. */
    @SqlQuery("<takeExecutions> c.organization_id = :organizationId AND c.job_id = :jobId <takenExecutions>")
    List<CronExecution> takeExecutionsOf(String organizationId, UUID jobId);

    /** The fires that a node holds, as executions. */
    @SqlQuery("""
            SELECT <fireExecutionColumns> FROM <schema>.cron_claimed_fires c
            JOIN <schema>.cron_jobs j ON j.organization_id = c.organization_id AND j.job_id = c.job_id
            WHERE c.node_id = :nodeId
            """)
    List<CronExecution> heldBy(UUID nodeId);
}
