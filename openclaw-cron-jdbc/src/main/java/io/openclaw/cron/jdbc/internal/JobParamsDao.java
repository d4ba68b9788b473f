package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code cron_job_params}. */
@RegisterConstructorMapper(JobParamsDao.FormerParams.class)
public interface JobParamsDao {
    /** Keeps the parameters of a job for the executions that ran with them. The job must be locked, and nothing of it claimed. */
    @SqlUpdate("""
            INSERT INTO <schema>.cron_job_params (organization_id, job_id, last_version, skill_params, replaced_at)
            SELECT j.organization_id, j.job_id, j.version, j.skill_params, CAST(:now AS timestamp with time zone)
            FROM <schema>.cron_jobs j WHERE j.organization_id = :organizationId AND j.job_id = :jobId
            """)
    void keep(String organizationId, UUID jobId, Instant now);

    // Of executions that these look for it must be known that they were created before :createdBefore.

    /** What was replaced before an instant and no execution refers to. */
    @SqlQuery("""
            SELECT p.organization_id, p.job_id, p.last_version FROM <schema>.cron_job_params p
            WHERE p.replaced_at \\< :replacedBefore AND <unused> LIMIT <limit>
            """)
    List<FormerParams> unused(Instant replacedBefore, UUID createdBefore, @Define int limit);

    /** What an organization's jobs replaced before an instant and no execution refers to. */
    @SqlQuery("""
            SELECT p.organization_id, p.job_id, p.last_version FROM <schema>.cron_job_params p
            WHERE p.organization_id = :organizationId AND p.replaced_at \\< :replacedBefore AND <unused> LIMIT <limit>
            """)
    List<FormerParams> unusedOf(String organizationId, Instant replacedBefore, UUID createdBefore, @Define int limit);

    /** What these jobs replaced and no execution refers to. */
    @SqlQuery("""
            SELECT p.organization_id, p.job_id, p.last_version
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN <schema>.cron_job_params p ON p.organization_id = u.organization_id AND p.job_id = u.job_id
            WHERE <unused> LIMIT <limit>
            """)
    List<FormerParams> unusedOf(@BindMethods JobKeys jobs, UUID createdBefore, @Define int limit);

    /**
     * Which parameters a job had once.
     *
     * @param organizationId whose
     * @param jobId of which job
     * @param lastVersion the last version that had them
     */
    record FormerParams(String organizationId, UUID jobId, long lastVersion) {}

    @SqlUpdate("""
            MERGE INTO <schema>.cron_job_params p
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:lastVersions AS bigint ARRAY))
            AS u (organization_id, job_id, last_version)) u
            ON p.organization_id = u.organization_id AND p.job_id = u.job_id AND p.last_version = u.last_version
            WHEN MATCHED THEN DELETE
            """)
    void delete(@Nullable String[] organizationIds, @Nullable UUID[] jobIds, Long[] lastVersions);
}
