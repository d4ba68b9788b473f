package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.JobCount;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_job_counts}. */
@RegisterConstructorMapper(JobCount.class)
public interface JobCountDao {
    /**
     * Adds to an entry of an organization that nobody has locked; answers 0 if there is none.
     *
     * <p>The entry is looked for in a source of rows, not in a condition: PostgreSQL tests conditions again on what another transaction has
     * just changed, and would find another entry each time.
     */
    @SqlUpdate("""
            MERGE INTO <schema>.cron_job_counts c
            USING (
              SELECT f.organization_id, f.entry_id FROM <schema>.cron_job_counts f
              WHERE f.organization_id = :organizationId
              ORDER BY f.entry_id LIMIT 1 <lockFree>) f
            ON c.organization_id = f.organization_id AND c.entry_id = f.entry_id
            WHEN MATCHED THEN UPDATE SET jobs = c.jobs + :jobs, enabled = c.enabled + :enabled
            """)
    int add(String organizationId, long jobs, long enabled);

    @SqlUpdate("""
            INSERT INTO <schema>.cron_job_counts (organization_id, entry_id, jobs, enabled)
            VALUES (:organizationId, :entryId, :jobs, :enabled)
            """)
    void insert(String organizationId, UUID entryId, long jobs, long enabled);

    @SqlQuery("""
            SELECT CAST(coalesce(sum(c.jobs), 0) AS bigint) AS jobs, CAST(coalesce(sum(c.enabled), 0) AS bigint) AS enabled
            FROM <schema>.cron_job_counts c
            """)
    JobCount all();

    @SqlQuery("""
            SELECT CAST(coalesce(sum(c.jobs), 0) AS bigint) AS jobs, CAST(coalesce(sum(c.enabled), 0) AS bigint) AS enabled
            FROM <schema>.cron_job_counts c WHERE c.organization_id = :organizationId
            """)
    JobCount of(String organizationId);
}
