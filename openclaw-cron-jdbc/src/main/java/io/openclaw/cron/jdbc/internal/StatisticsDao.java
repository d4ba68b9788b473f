package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The tables {@code cron_job_stats_hourly} and {@code cron_org_stats_hourly}. */
public interface StatisticsDao {
    /** Adds to the rows of jobs, which must be in the order of their keys. */
    void addToJobs(RollupRows rows);

    /** Adds to the rows of organizations, which must be in the order of their keys. */
    void addToOrganizations(RollupRows rows);

    @SqlQuery("""
            SELECT t.organization_id, t.job_id, t.hour_start, 0 AS stripe, <rollupColumns>
            FROM <schema>.cron_job_stats_hourly t
            WHERE t.organization_id = :organizationId AND t.job_id = :jobId
              AND t.hour_start >= :from AND t.hour_start \\< :until
            ORDER BY t.hour_start
            """)
    List<RollupRow> ofJob(String organizationId, UUID jobId, Instant from, Instant until);

    @SqlQuery("""
            SELECT t.organization_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid), t.hour_start, t.stripe,
              <rollupColumns>
            FROM <schema>.cron_org_stats_hourly t
            WHERE t.organization_id = :organizationId AND t.hour_start >= :from AND t.hour_start \\< :until
            ORDER BY t.hour_start, t.stripe
            """)
    List<RollupRow> ofOrganization(String organizationId, Instant from, Instant until);
}
