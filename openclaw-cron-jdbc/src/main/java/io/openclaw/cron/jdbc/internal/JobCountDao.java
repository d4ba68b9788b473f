package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.JobCount;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_job_counts}. */
@RegisterConstructorMapper(JobCount.class)
public interface JobCountDao {
    /** Locks an entry of an organization that nobody else has locked; empty if there is none. */
    @SqlQuery("""
            SELECT c.entry_id FROM <schema>.cron_job_counts c WHERE c.organization_id = :organizationId
            ORDER BY c.entry_id LIMIT 1 <lockFree>
            """)
    Optional<UUID> lockFree(String organizationId);

    /** Adds to an entry, which must be locked. */
    @SqlUpdate("""
            UPDATE <schema>.cron_job_counts SET jobs = jobs + :jobs, enabled = enabled + :enabled
            WHERE organization_id = :organizationId AND entry_id = :entryId
            """)
    void add(String organizationId, UUID entryId, long jobs, long enabled);

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
