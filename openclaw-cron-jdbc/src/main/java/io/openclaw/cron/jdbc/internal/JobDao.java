package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.StoredJob.Definition;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_jobs}. */
public interface JobDao {
    /** Inserts the rows of jobs alone, but for those whose ids are taken, and answers how many. */
    @SqlUpdate("""
            INSERT INTO <schema>.cron_jobs (
              organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule, timezone,
              skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy,
              recovery_policy, catch_up_after_pause, max_retries, timeout_seconds, version, created_at, updated_at,
              deleted_at)
            SELECT
              u.organization_id, u.job_id, u.user_id, u.job_key, u.job_name, u.job_name_folded, u.description,
              u.schedule, u.timezone, u.skill_name, <json>u.skill_params<end>, u.status, u.status_reason, u.priority,
              u.misfire_policy, u.overlap_policy, u.recovery_policy, u.catch_up_after_pause, u.max_retries,
              u.timeout_seconds, u.version, u.created_at, u.updated_at, u.deleted_at
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:userIds AS varchar ARRAY),
              CAST(:jobKeys AS varchar ARRAY), CAST(:jobNames AS varchar ARRAY), CAST(:foldedNames AS varchar ARRAY),
              CAST(:descriptions AS varchar ARRAY), CAST(:schedules AS varchar ARRAY),
              CAST(:timezones AS varchar ARRAY), CAST(:skillNames AS varchar ARRAY),
              CAST(:skillParams AS varchar ARRAY), CAST(:statuses AS varchar ARRAY),
              CAST(:statusReasons AS varchar ARRAY), CAST(:priorities AS integer ARRAY),
              CAST(:misfirePolicies AS varchar ARRAY), CAST(:overlapPolicies AS varchar ARRAY),
              CAST(:recoveryPolicies AS varchar ARRAY), CAST(:catchUps AS boolean ARRAY),
              CAST(:maxRetries AS integer ARRAY), CAST(:timeoutSeconds AS integer ARRAY),
              CAST(:versions AS bigint ARRAY), CAST(:createdAts AS timestamp with time zone ARRAY),
              CAST(:updatedAts AS timestamp with time zone ARRAY), CAST(:deletedAts AS timestamp with time zone ARRAY))
            AS u (organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule, timezone,
              skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy,
              recovery_policy, catch_up_after_pause, max_retries, timeout_seconds, version, created_at, updated_at,
              deleted_at)
            <unlessPresent>
            """)
    int insert(@BindMethods JobRows rows);

    /** Writes everything that a change may change. */
    @SqlUpdate("""
            MERGE INTO <schema>.cron_jobs j
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:userIds AS varchar ARRAY),
              CAST(:jobKeys AS varchar ARRAY), CAST(:jobNames AS varchar ARRAY), CAST(:foldedNames AS varchar ARRAY),
              CAST(:descriptions AS varchar ARRAY), CAST(:schedules AS varchar ARRAY),
              CAST(:timezones AS varchar ARRAY), CAST(:skillNames AS varchar ARRAY),
              CAST(:skillParams AS varchar ARRAY), CAST(:statuses AS varchar ARRAY),
              CAST(:statusReasons AS varchar ARRAY), CAST(:priorities AS integer ARRAY),
              CAST(:misfirePolicies AS varchar ARRAY), CAST(:overlapPolicies AS varchar ARRAY),
              CAST(:recoveryPolicies AS varchar ARRAY), CAST(:catchUps AS boolean ARRAY),
              CAST(:maxRetries AS integer ARRAY), CAST(:timeoutSeconds AS integer ARRAY),
              CAST(:versions AS bigint ARRAY), CAST(:updatedAts AS timestamp with time zone ARRAY),
              CAST(:deletedAts AS timestamp with time zone ARRAY))
            AS u (organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule, timezone,
              skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy,
              recovery_policy, catch_up_after_pause, max_retries, timeout_seconds, version, updated_at, deleted_at)) u
            ON j.organization_id = u.organization_id AND j.job_id = u.job_id
            WHEN MATCHED THEN UPDATE SET
              user_id = u.user_id, job_key = u.job_key, job_name = u.job_name, job_name_folded = u.job_name_folded,
              description = u.description, schedule = u.schedule, timezone = u.timezone, skill_name = u.skill_name,
              skill_params = <json>u.skill_params<end>, status = u.status, status_reason = u.status_reason,
              priority = u.priority, misfire_policy = u.misfire_policy, overlap_policy = u.overlap_policy,
              recovery_policy = u.recovery_policy, catch_up_after_pause = u.catch_up_after_pause,
              max_retries = u.max_retries, timeout_seconds = u.timeout_seconds, version = u.version,
              updated_at = u.updated_at, deleted_at = u.deleted_at
            """)
    void update(@BindMethods JobRows rows);

    @SqlQuery("SELECT <jobColumns> FROM <jobTables> WHERE j.organization_id = :organizationId AND j.job_id = :jobId")
    Optional<StoredJob> find(String organizationId, UUID jobId);

    @SqlQuery("""
            SELECT <jobColumns>
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN (<jobTablesOfKeys>) ON j.organization_id = u.organization_id AND j.job_id = u.job_id
            """)
    List<StoredJob> findAll(@BindMethods JobKeys jobs);

    /** What some jobs are, and whether any of their executions is live. */
    @SqlQuery("""
            SELECT <definition>, <busy>
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN <schema>.cron_jobs j ON j.organization_id = u.organization_id AND j.job_id = u.job_id
            """)
    List<Definition> define(@BindMethods JobKeys jobs);

    /** What many jobs are, and those of other organizations that have the same ids; what is live is not looked at. */
    @SqlQuery("SELECT <definition>, 0 FROM <schema>.cron_jobs j WHERE j.job_id = ANY(<idsOfJobs>)")
    List<Definition> defineMany(UUID[] jobIds);

    /** Who has which of these keys; jobs that are deleted have none. */
    @SqlQuery("""
            SELECT j.organization_id, j.job_key, j.job_id
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobKeys AS varchar ARRAY))
              AS u (organization_id, job_key)
            JOIN <schema>.cron_jobs j ON j.organization_id = u.organization_id AND j.job_key = u.job_key
            WHERE j.status \\<> 'deleted'
            """)
    @RegisterConstructorMapper(KeyHolder.class)
    List<KeyHolder> holders(@BindMethods JobRows rows);

    /**
     * Who has a key.
     *
     * @param organizationId in which organization
     * @param jobKey the key
     * @param jobId the job that has it
     */
    record KeyHolder(String organizationId, String jobKey, UUID jobId) {}

    /** Jobs in the order of their keys, from one on; deleted ones too. */
    @SqlQuery("""
            SELECT j.organization_id, j.job_id FROM <schema>.cron_jobs j
            WHERE (j.job_id, j.organization_id) >= (:jobId, :organizationId)
            ORDER BY j.job_id, j.organization_id
            LIMIT <limit>
            """)
    @RegisterConstructorMapper(JobKey.class)
    List<JobKey> keysFrom(String organizationId, UUID jobId, @Define int limit);
}
