package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code skill_executions}. */
public interface ExecutionDao {
    /** What a node owns. */
    String OWNED_BY = """
            SELECT e.execution_id, e.fence, e.claim_id, e.cancel_requested_at IS NOT NULL AS cancel_requested,
              e.organization_id, e.job_id
            FROM <schema>.skill_executions e
            WHERE e.node_id = :nodeId AND e.status IN ('pending', 'running')
            UNION ALL
            SELECT c.execution_id, 1, c.claim_id, FALSE, c.organization_id, c.job_id
            FROM <schema>.cron_claimed_fires c
            WHERE c.node_id = :nodeId
            """;

    /** What has become of claimed fires, with what an execution has of its job copied from there. */
    String INSERT_HELD = """
            INSERT INTO <schema>.skill_executions (
              organization_id, execution_id, job_id, user_id, skill_name, job_version, output_result, status, trigger,
              scheduled_for, skipped_count, priority, in_turn, available_at, started_at, completed_at,
              execution_time_ms, attempt, retry_count, recoveries, node_name, node_id, fence, claim_id, tokens_used, cost_cents,
              started_before_change)
            SELECT
              j.organization_id, u.execution_id, j.job_id, j.user_id, j.skill_name, j.version,
              <json>u.output_result<end>, u.status, 'schedule', u.fire_at, 0, j.priority, u.in_turn, u.fire_at,
              u.started_at, u.completed_at, u.execution_time_ms, u.attempt, greatest(u.attempt - 1, 0), 0, CAST(:nodeName AS varchar),
              CAST(:nodeId AS uuid), 1, u.claim_id, u.tokens_used, u.cost_cents, FALSE
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:executionIds AS uuid ARRAY),
              CAST(:outputResults AS varchar ARRAY), CAST(:statuses AS varchar ARRAY),
              CAST(:scheduledFors AS timestamp with time zone ARRAY), CAST(:inTurns AS boolean ARRAY),
              CAST(:startedAts AS timestamp with time zone ARRAY),
              CAST(:completedAts AS timestamp with time zone ARRAY), CAST(:executionTimes AS double precision ARRAY),
              CAST(:attempts AS integer ARRAY), CAST(:claimIds AS uuid ARRAY), CAST(:tokensUsed AS bigint ARRAY),
              CAST(:costCents AS bigint ARRAY))
              AS u (organization_id, job_id, execution_id, output_result, status, fire_at, in_turn, started_at,
                completed_at, execution_time_ms, attempt, claim_id, tokens_used, cost_cents)
            JOIN <schema>.cron_jobs j ON j.organization_id = u.organization_id AND j.job_id = u.job_id
            """;

    @SqlUpdate("""
            INSERT INTO <schema>.skill_executions (
              organization_id, execution_id, job_id, user_id, skill_name, input_params, output_result, status, trigger,
              scheduled_for, skipped_until, skipped_count, priority, in_turn, available_at, started_at, completed_at,
              execution_time_ms, attempt, retry_count, recoveries, node_name, node_id, fence, claim_id, cancel_requested_at,
              progress, progress_stage, progress_message, tokens_used, cost_cents, error_code, error_message,
              error_stack, started_before_change, blocked_by)
            SELECT
              u.organization_id, u.execution_id, u.job_id, u.user_id, u.skill_name, <json>u.input_params<end>,
              <json>u.output_result<end>, u.status, u.trigger_, u.scheduled_for, u.skipped_until, u.skipped_count,
              u.priority, u.in_turn, u.available_at, u.started_at, u.completed_at, u.execution_time_ms, u.attempt,
              greatest(u.attempt - 1, 0), u.recoveries, u.node_name, u.node_id, u.fence, u.claim_id, u.cancel_requested_at, u.progress,
              u.progress_stage, u.progress_message, u.tokens_used, u.cost_cents, u.error_code, u.error_message,
              u.error_stack, u.started_before_change, u.blocked_by
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:executionIds AS uuid ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:userIds AS varchar ARRAY), CAST(:skillNames AS varchar ARRAY), CAST(:inputParams AS varchar ARRAY),
              CAST(:outputResults AS varchar ARRAY), CAST(:statuses AS varchar ARRAY),
              CAST(:triggers AS varchar ARRAY), CAST(:scheduledFors AS timestamp with time zone ARRAY),
              CAST(:skippedUntils AS timestamp with time zone ARRAY), CAST(:skippedCounts AS bigint ARRAY),
              CAST(:priorities AS integer ARRAY), CAST(:inTurns AS boolean ARRAY),
              CAST(:availableAts AS timestamp with time zone ARRAY),
              CAST(:startedAts AS timestamp with time zone ARRAY),
              CAST(:completedAts AS timestamp with time zone ARRAY), CAST(:executionTimes AS double precision ARRAY),
              CAST(:attempts AS integer ARRAY), CAST(:recoveries AS integer ARRAY),
              CAST(:nodeNames AS varchar ARRAY), CAST(:nodeIds AS uuid ARRAY), CAST(:fences AS bigint ARRAY),
              CAST(:claimIds AS uuid ARRAY), CAST(:cancelRequestedAts AS timestamp with time zone ARRAY),
              CAST(:progresses AS integer ARRAY), CAST(:progressStages AS varchar ARRAY),
              CAST(:progressMessages AS varchar ARRAY), CAST(:tokensUsed AS bigint ARRAY),
              CAST(:costCents AS bigint ARRAY), CAST(:errorCodes AS varchar ARRAY),
              CAST(:errorMessages AS varchar ARRAY), CAST(:errorStacks AS varchar ARRAY),
              CAST(:startedBeforeChanges AS boolean ARRAY), CAST(:blockedBys AS varchar ARRAY))
            AS u (organization_id, execution_id, job_id, user_id, skill_name, input_params, output_result, status,
              trigger_, scheduled_for, skipped_until, skipped_count, priority, in_turn, available_at, started_at,
              completed_at, execution_time_ms, attempt, recoveries, node_name, node_id, fence, claim_id,
              cancel_requested_at, progress, progress_stage, progress_message, tokens_used, cost_cents, error_code,
              error_message, error_stack, started_before_change, blocked_by)
            """)
    void insert(@BindMethods ExecutionRows rows);

    /**
     * Inserts what has become of claimed fires that a node held until this transaction took them. What an execution has of its job is
     * copied here, rather than sent to and fro, and its parameters are not even copied: whoever changes a job takes its claimed fires
     * before, so that the job is as it was when they were claimed, and its version tells what the parameters were.
     */
    @SqlUpdate(INSERT_HELD)
    void insertHeld(@BindMethods ExecutionRows rows, String nodeName, UUID nodeId);

    /** The same of many: their jobs are found in one walk along the index, from which those of the rows are picked. */
    @SqlUpdate(INSERT_HELD + " AND j.job_id = ANY(CAST(:jobIds AS uuid ARRAY))")
    void insertManyHeld(@BindMethods ExecutionRows rows, String nodeName, UUID nodeId);

    /** Writes how executions stand, and nothing else of what can change in them. The rows must be locked. */
    @SqlUpdate("""
            MERGE INTO <schema>.skill_executions e
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:executionIds AS uuid ARRAY),
              CAST(:outputResults AS varchar ARRAY), CAST(:statuses AS varchar ARRAY),
              CAST(:startedAts AS timestamp with time zone ARRAY),
              CAST(:completedAts AS timestamp with time zone ARRAY), CAST(:executionTimes AS double precision ARRAY),
              CAST(:attempts AS integer ARRAY), CAST(:tokensUsed AS bigint ARRAY), CAST(:costCents AS bigint ARRAY))
            AS u (organization_id, execution_id, output_result, status, started_at, completed_at, execution_time_ms,
              attempt, tokens_used, cost_cents)) u
            ON e.organization_id = u.organization_id AND e.execution_id = u.execution_id
            WHEN MATCHED THEN UPDATE SET
              output_result = <json>u.output_result<end>, status = u.status, started_at = u.started_at,
              completed_at = u.completed_at, execution_time_ms = u.execution_time_ms, attempt = u.attempt, retry_count = greatest(u.attempt - 1, 0),
              tokens_used = u.tokens_used, cost_cents = u.cost_cents
            """)
    void updateStanding(@BindMethods ExecutionRows rows);

    /** Writes everything that can change in an execution. The rows must be locked. */
    @SqlUpdate("""
            MERGE INTO <schema>.skill_executions e
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:executionIds AS uuid ARRAY),
              CAST(:outputResults AS varchar ARRAY), CAST(:statuses AS varchar ARRAY),
              CAST(:availableAts AS timestamp with time zone ARRAY),
              CAST(:startedAts AS timestamp with time zone ARRAY),
              CAST(:completedAts AS timestamp with time zone ARRAY), CAST(:executionTimes AS double precision ARRAY),
              CAST(:attempts AS integer ARRAY), CAST(:recoveries AS integer ARRAY),
              CAST(:nodeNames AS varchar ARRAY), CAST(:nodeIds AS uuid ARRAY), CAST(:fences AS bigint ARRAY),
              CAST(:claimIds AS uuid ARRAY), CAST(:cancelRequestedAts AS timestamp with time zone ARRAY),
              CAST(:progresses AS integer ARRAY), CAST(:progressStages AS varchar ARRAY),
              CAST(:progressMessages AS varchar ARRAY), CAST(:tokensUsed AS bigint ARRAY),
              CAST(:costCents AS bigint ARRAY), CAST(:errorCodes AS varchar ARRAY),
              CAST(:errorMessages AS varchar ARRAY), CAST(:errorStacks AS varchar ARRAY),
              CAST(:startedBeforeChanges AS boolean ARRAY), CAST(:blockedBys AS varchar ARRAY))
            AS u (organization_id, execution_id, output_result, status, available_at, started_at, completed_at,
              execution_time_ms, attempt, recoveries, node_name, node_id, fence, claim_id, cancel_requested_at, progress,
              progress_stage, progress_message, tokens_used, cost_cents, error_code, error_message, error_stack,
              started_before_change, blocked_by)) u
            ON e.organization_id = u.organization_id AND e.execution_id = u.execution_id
            WHEN MATCHED THEN UPDATE SET
              output_result = <json>u.output_result<end>, status = u.status, available_at = u.available_at,
              started_at = u.started_at, completed_at = u.completed_at, execution_time_ms = u.execution_time_ms,
              attempt = u.attempt, retry_count = greatest(u.attempt - 1, 0), recoveries = u.recoveries, node_name = u.node_name, node_id = u.node_id,
              fence = u.fence, claim_id = u.claim_id, cancel_requested_at = u.cancel_requested_at,
              progress = u.progress, progress_stage = u.progress_stage, progress_message = u.progress_message,
              tokens_used = u.tokens_used, cost_cents = u.cost_cents, error_code = u.error_code,
              error_message = u.error_message, error_stack = u.error_stack,
              started_before_change = u.started_before_change, blocked_by = u.blocked_by
            """)
    void update(@BindMethods ExecutionRows rows);

    @SqlUpdate("""
            MERGE INTO <schema>.skill_executions e
            USING (SELECT * FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:executionIds AS uuid ARRAY))
            AS u (organization_id, execution_id)) u
            ON e.organization_id = u.organization_id AND e.execution_id = u.execution_id
            WHEN MATCHED THEN DELETE
            """)
    void delete(@BindMethods ExecutionRows rows);

    @SqlQuery("""
            SELECT <executionColumns> FROM <schema>.skill_executions e
            WHERE e.organization_id = :organizationId AND e.execution_id = :executionId
            UNION ALL
            SELECT <fireExecutionColumns> FROM <schema>.cron_claimed_fires c
            JOIN <schema>.cron_jobs j ON j.organization_id = c.organization_id AND j.job_id = c.job_id
            WHERE c.execution_id = :executionId AND c.organization_id IS NOT DISTINCT FROM :organizationId
            """)
    Optional<CronExecution> find(String organizationId, UUID executionId);

    @SqlQuery("""
            SELECT <executionColumns> FROM <schema>.skill_executions e
            WHERE e.organization_id = :organizationId AND e.execution_id = :executionId
            <lock>
            """)
    Optional<CronExecution> lockOne(String organizationId, UUID executionId);

    @SqlQuery("""
            SELECT <executionColumns>
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:executionIds AS uuid ARRAY))
              AS u (organization_id, execution_id)
            JOIN <schema>.skill_executions e ON e.organization_id = u.organization_id AND e.execution_id = u.execution_id
            ORDER BY e.organization_id, e.execution_id
            <lock>
            """)
    List<CronExecution> lock(@BindMethods ExecutionRows rows);

    /**
     * The live executions of jobs, in the order of their ids. Claimed fires of others may be among them: their jobs have an id and an
     * organization out of these, not of the same job.
     */
    @SqlQuery("""
            SELECT <executionColumns>
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            <liveOfKeys>
            UNION ALL
            SELECT <fireExecutionColumns>
            FROM <schema>.cron_claimed_fires c
            JOIN <schema>.cron_jobs j ON j.organization_id = c.organization_id AND j.job_id = c.job_id
            WHERE c.organization_id = ANY(CAST(:organizationIds AS varchar ARRAY))
              AND c.job_id = ANY(CAST(:jobIds AS uuid ARRAY))
            ORDER BY execution_id
            """)
    List<CronExecution> liveOf(@BindMethods JobKeys jobs);

    /** Which of many jobs have live executions; jobs of other organizations that have the same ids may be among them. */
    @SqlQuery("""
            SELECT e.organization_id, e.job_id FROM <schema>.skill_executions e
            WHERE e.job_id = ANY(<idsOfJobs>) AND e.status IN ('pending', 'running')
            UNION ALL
            SELECT c.organization_id, c.job_id FROM <schema>.cron_claimed_fires c
            WHERE c.job_id = ANY(<idsOfJobs>)
            """)
    @RegisterConstructorMapper(JobKey.class)
    Set<JobKey> busy(UUID[] jobIds);

    @SqlQuery("""
            SELECT <executionColumns> FROM <schema>.skill_executions e
            WHERE e.organization_id = :organizationId AND e.job_id = :jobId AND e.status IN ('pending', 'running')
            ORDER BY e.organization_id, e.execution_id
            <lock>
            """)
    List<CronExecution> lockLiveOf(String organizationId, UUID jobId);

    @SqlQuery("""
            SELECT
              (SELECT count(*) FROM <schema>.skill_executions e
               WHERE e.organization_id = :organizationId AND e.job_id = :jobId AND e.scheduled_for = :fireAt)
              + (SELECT count(*) FROM <schema>.cron_claimed_fires c
                 WHERE c.organization_id = :organizationId AND c.job_id = :jobId AND c.scheduled_for = :fireAt)
            """)
    int countOfFire(String organizationId, UUID jobId, Instant fireAt);

    /** Waiting executions whose turn it is, from one place in the order on, locked. */
    @SqlQuery("""
            SELECT <executionColumns> FROM <schema>.skill_executions e
            WHERE e.status = 'pending' AND e.node_id IS NULL AND e.blocked_by IS NULL AND e.priority = :priority
              AND e.available_at <= :until AND (e.available_at, e.execution_id) > (:afterTime, :afterId)
              AND (CAST(:skills AS varchar ARRAY) IS NULL OR e.skill_name = ANY(CAST(:skills AS varchar ARRAY)))
              AND (NOT e.in_turn OR <hasTurn>)
            ORDER BY e.available_at, e.execution_id
            LIMIT :limit
            <lockFree>
            """)
    List<CronExecution> lockWaiting(
            int priority, Instant afterTime, UUID afterId, Instant until, String @Nullable [] skills, int limit);

    /** Which of these waiting executions have their turn. It stays theirs while their jobs are locked. */
    @SqlQuery("""
            SELECT e.execution_id
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:executionIds AS uuid ARRAY))
              AS u (organization_id, execution_id)
            JOIN <schema>.skill_executions e ON e.organization_id = u.organization_id AND e.execution_id = u.execution_id
            WHERE <hasTurn>
            """)
    Set<UUID> havingTurn(@BindMethods ExecutionRows rows);

    @SqlQuery(OWNED_BY)
    @RegisterConstructorMapper(Owned.class)
    List<Owned> ownedBy(UUID nodeId);

    /**
     * What a node owns, in short.
     *
     * @param executionId which execution
     * @param fence the number of the claim
     * @param claimId the id of the claim, or null
     * @param cancelRequested whether somebody asked to cancel it
     * @param organizationId whose
     * @param jobId of which job
     */
    record Owned(
            UUID executionId,
            long fence,
            @Nullable UUID claimId,
            boolean cancelRequested,
            String organizationId,
            UUID jobId) {}

    @SqlQuery("""
            SELECT <executionColumns> FROM <schema>.skill_executions e
            WHERE e.node_id = :nodeId AND e.status IN ('pending', 'running')
            ORDER BY e.organization_id, e.execution_id
            <lock>
            """)
    List<CronExecution> lockOwnedBy(UUID nodeId);

    @SqlQuery("""
            SELECT
              (SELECT count(*) FROM <schema>.skill_executions e
               WHERE e.status = 'pending' AND e.node_id IS NULL AND e.blocked_by IS NULL AND e.available_at <= :now)
              + (SELECT count(*) FROM <schema>.skill_executions e WHERE e.blocked_by > '')
            """)
    long countWaiting(Instant now);
}
