package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The tables {@code cron_job_state}, {@code cron_job_stats_hourly} and {@code cron_org_stats_hourly}. */
public interface StatisticsDao {
    /** Adds to what the runs of jobs have left behind. Rows are locked in the order in which they are given. */
    void addRuns(RunCounts counts);

    /** Adds to the rows of jobs, which must be in the order of their keys. */
    void addToJobs(RollupRows rows);

    /** Adds to the rows of organizations, which must be in the order of their keys. */
    void addToOrganizations(RollupRows rows);

    @SqlQuery("""
            SELECT t.hour_start, <rollupColumns>
            FROM <schema>.cron_job_stats_hourly t
            WHERE t.organization_id = :organizationId AND t.job_id = :jobId
              AND t.hour_start >= :from AND t.hour_start \\< :until
            """)
    List<RollupSum.Row> ofJob(String organizationId, UUID jobId, Instant from, Instant until);

    @SqlQuery("""
            SELECT t.hour_start, <rollupColumns>
            FROM <schema>.cron_org_stats_hourly t
            WHERE t.organization_id = :organizationId AND t.hour_start >= :from AND t.hour_start \\< :until
            """)
    List<RollupSum.Row> ofOrganization(String organizationId, Instant from, Instant until);

    // ---- old hours. What others are adding to just now stays for another time.

    /** The first hour of any organization that is not the first of its day, or not of the first stripe. */
    @SqlQuery("""
            SELECT t.hour_start FROM <schema>.cron_org_stats_hourly t
            WHERE extract(HOUR FROM t.hour_start AT TIME ZONE 'UTC') \\<> 0 OR t.stripe \\<> 0
            ORDER BY t.hour_start LIMIT 1
            """)
    Optional<Instant> firstHour();

    /** Hours of some jobs that are not the first of their day, locked. */
    @SqlQuery("""
            SELECT t.organization_id, t.job_id, t.hour_start, 0 AS stripe, <rollupColumns>
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN <schema>.cron_job_stats_hourly t ON t.organization_id = u.organization_id AND t.job_id = u.job_id
              AND t.hour_start >= :from AND t.hour_start \\< :before
            WHERE extract(HOUR FROM t.hour_start AT TIME ZONE 'UTC') \\<> 0
            LIMIT <limit>
            <lockFree>
            """)
    List<RollupRow> lockHoursOfJobs(@BindMethods JobKeys jobs, Instant from, Instant before, @Define int limit);

    /** Hours of organizations that are not the first of their day, or not of the first stripe, the oldest first, locked. */
    @SqlQuery("""
            SELECT t.organization_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid), t.hour_start, t.stripe,
              <rollupColumns>
            FROM <schema>.cron_org_stats_hourly t
            WHERE t.hour_start \\< :before
              AND (extract(HOUR FROM t.hour_start AT TIME ZONE 'UTC') \\<> 0 OR t.stripe \\<> 0)
            ORDER BY t.hour_start LIMIT <limit>
            <lockFree>
            """)
    List<RollupRow> lockHoursOfOrganizations(Instant before, @Define int limit);

    /**
     * Rows of hours that are over, for some time by the database's clock, and not of the first stripe, the oldest first, locked. None
     * adds to them any more but whoever is very late, and that makes a new one.
     */
    @SqlQuery("""
            SELECT t.organization_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid), t.hour_start, t.stripe,
              <rollupColumns>
            FROM <schema>.cron_org_stats_hourly t
            WHERE t.stripe \\<> 0 AND t.hour_start \\< CURRENT_TIMESTAMP - INTERVAL '2' HOUR
            ORDER BY t.hour_start LIMIT <limit>
            <lockFree>
            """)
    List<RollupRow> lockStripes(@Define int limit);

    /** Deletes rows of jobs. */
    void deleteOfJobs(RollupRows rows);

    /** Deletes rows of organizations. */
    void deleteOfOrganizations(RollupRows rows);
}
