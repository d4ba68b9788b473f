package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.JobCount;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code cron_job_counts}. */
@RegisterConstructorMapper(JobCount.class)
@RegisterConstructorMapper(JobCountDao.Entry.class)
public interface JobCountDao {
    /**
     * A part of an organization's counts: all entries of an organization add up to them.
     *
     * @param organizationId whose
     * @param entryId which of them
     * @param jobs how many jobs
     * @param enabled how many enabled ones
     */
    record Entry(String organizationId, UUID entryId, long jobs, long enabled) {}

    /** The entries of organizations, locked, but for those that others have locked. */
    @SqlQuery("""
            SELECT c.organization_id, c.entry_id, c.jobs, c.enabled FROM <schema>.cron_job_counts c
            WHERE c.organization_id = ANY(CAST(:organizationIds AS varchar ARRAY))
            <lockFree>
            """)
    List<Entry> lockFree(@Nullable String[] organizationIds);

    @SqlUpdate("""
            DELETE FROM <schema>.cron_job_counts c
            WHERE (c.organization_id, c.entry_id) IN
              (SELECT * FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:entryIds AS uuid ARRAY)))
            """)
    void delete(@BindMethods JobCountRows rows);

    @SqlUpdate("""
            INSERT INTO <schema>.cron_job_counts (organization_id, entry_id, jobs, enabled)
            SELECT u.organization_id, u.entry_id, u.jobs, u.enabled
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:entryIds AS uuid ARRAY), CAST(:jobs AS bigint ARRAY),
              CAST(:enabled AS bigint ARRAY))
            AS u (organization_id, entry_id, jobs, enabled)
            """)
    void insert(@BindMethods JobCountRows rows);

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
