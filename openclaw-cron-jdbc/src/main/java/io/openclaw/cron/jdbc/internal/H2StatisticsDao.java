package io.openclaw.cron.jdbc.internal;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Adds in this process, for H2 cannot add up arrays; writers take turns there, so nothing gets lost. */
public interface H2StatisticsDao extends StatisticsDao {
    @Override
    default void addToJobs(RollupRows rows) {
        putOfJobs(rows.plus(ofJobs(rows)));
    }

    @Override
    default void addToOrganizations(RollupRows rows) {
        putOfOrganizations(rows.plus(ofOrganizations(rows)));
    }

    @Override
    @SqlUpdate("""
            MERGE INTO <schema>.cron_job_state s
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:lastRuns AS timestamp with time zone ARRAY), CAST(:lastStatuses AS varchar ARRAY),
              CAST(:lastErrors AS varchar ARRAY), CAST(:successes AS bigint ARRAY), CAST(:failures AS bigint ARRAY),
              CAST(:streaks AS bigint ARRAY))
            AS u (organization_id, job_id, last_run, last_status, last_error, successes, failures, streak)) u
            ON s.organization_id = u.organization_id AND s.job_id = u.job_id
            WHEN MATCHED THEN UPDATE SET
              last_run = u.last_run, last_status = u.last_status, last_error = u.last_error,
              run_count = s.run_count + u.successes + u.failures, success_count = s.success_count + u.successes,
              failure_count = s.failure_count + u.failures,
              failure_streak = CASE WHEN u.successes > 0 THEN u.streak ELSE s.failure_streak + u.streak END
            WHEN NOT MATCHED THEN INSERT (organization_id, job_id, last_run, last_status, last_error, run_count,
                success_count, failure_count, failure_streak)
              VALUES (u.organization_id, u.job_id, u.last_run, u.last_status, u.last_error, u.successes + u.failures,
                u.successes, u.failures, u.streak)
            """)
    void addRuns(@BindMethods RunCounts counts);

    /** Those of the rows that there are. */
    @SqlQuery("""
            SELECT t.organization_id, t.job_id, t.hour_start, 0 AS stripe, <rollupColumns>
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:hours AS timestamp with time zone ARRAY))
            AS u (organization_id, job_id, hour_start)
            JOIN <schema>.cron_job_stats_hourly t ON t.organization_id = u.organization_id AND t.job_id = u.job_id
              AND t.hour_start = u.hour_start
            """)
    List<RollupRow> ofJobs(@BindMethods RollupRows rows);

    /** Those of the rows that there are. */
    @SqlQuery("""
            SELECT t.organization_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid), t.hour_start, t.stripe,
              <rollupColumns>
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:hours AS timestamp with time zone ARRAY),
              CAST(:stripes AS integer ARRAY))
            AS u (organization_id, hour_start, stripe)
            JOIN <schema>.cron_org_stats_hourly t ON t.organization_id = u.organization_id
              AND t.hour_start = u.hour_start AND t.stripe = u.stripe
            """)
    List<RollupRow> ofOrganizations(@BindMethods RollupRows rows);

    @SqlUpdate("""
            MERGE INTO <schema>.cron_job_stats_hourly (
              organization_id, job_id, hour_start, completed, failed, timeout, skipped, cancelled, duration_counts,
              duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            KEY (organization_id, job_id, hour_start)
            SELECT u.organization_id, u.job_id, u.hour_start, u.completed, u.failed, u.timeout, u.skipped, u.cancelled,
              u.duration_counts, u.duration_sum_us, u.duration_max_us, u.lateness_sum_us,
              u.lateness_max_us, u.started, u.tokens_used, u.cost_cents
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:hours AS timestamp with time zone ARRAY), CAST(:stripes AS integer ARRAY),
              CAST(:completed AS bigint ARRAY), CAST(:failed AS bigint ARRAY), CAST(:timeouts AS bigint ARRAY),
              CAST(:skipped AS bigint ARRAY), CAST(:cancelled AS bigint ARRAY),
              CAST(:durationClasses AS bigint ARRAY ARRAY), CAST(:durationSums AS bigint ARRAY),
              CAST(:durationMaxima AS bigint ARRAY), CAST(:latenessSums AS bigint ARRAY),
              CAST(:latenessMaxima AS bigint ARRAY), CAST(:started AS bigint ARRAY),
              CAST(:tokensUsed AS bigint ARRAY), CAST(:costCents AS bigint ARRAY))
            AS u (organization_id, job_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled,
              duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used,
              cost_cents)
            """)
    void putOfJobs(@BindMethods RollupRows rows);

    @SqlUpdate("""
            MERGE INTO <schema>.cron_org_stats_hourly (
              organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled, duration_counts,
              duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            KEY (organization_id, hour_start, stripe)
            SELECT u.organization_id, u.hour_start, u.stripe, u.completed, u.failed, u.timeout, u.skipped, u.cancelled,
              u.duration_counts, u.duration_sum_us, u.duration_max_us, u.lateness_sum_us,
              u.lateness_max_us, u.started, u.tokens_used, u.cost_cents
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:hours AS timestamp with time zone ARRAY), CAST(:stripes AS integer ARRAY),
              CAST(:completed AS bigint ARRAY), CAST(:failed AS bigint ARRAY), CAST(:timeouts AS bigint ARRAY),
              CAST(:skipped AS bigint ARRAY), CAST(:cancelled AS bigint ARRAY),
              CAST(:durationClasses AS bigint ARRAY ARRAY), CAST(:durationSums AS bigint ARRAY),
              CAST(:durationMaxima AS bigint ARRAY), CAST(:latenessSums AS bigint ARRAY),
              CAST(:latenessMaxima AS bigint ARRAY), CAST(:started AS bigint ARRAY),
              CAST(:tokensUsed AS bigint ARRAY), CAST(:costCents AS bigint ARRAY))
            AS u (organization_id, job_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled,
              duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used,
              cost_cents)
            """)
    void putOfOrganizations(@BindMethods RollupRows rows);

    /** Not IN (SELECT ...), which H2 reads anew for each row of the table. */
    @Override
    @SqlUpdate("""
            MERGE INTO <schema>.cron_job_stats_hourly t
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:hours AS timestamp with time zone ARRAY))
            AS u (organization_id, job_id, hour_start)) u
            ON t.organization_id = u.organization_id AND t.job_id = u.job_id AND t.hour_start = u.hour_start
            WHEN MATCHED THEN DELETE
            """)
    void deleteOfJobs(@BindMethods RollupRows rows);

    @Override
    @SqlUpdate("""
            MERGE INTO <schema>.cron_org_stats_hourly t
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:hours AS timestamp with time zone ARRAY),
              CAST(:stripes AS integer ARRAY))
            AS u (organization_id, hour_start, stripe)) u
            ON t.organization_id = u.organization_id AND t.hour_start = u.hour_start AND t.stripe = u.stripe
            WHEN MATCHED THEN DELETE
            """)
    void deleteOfOrganizations(@BindMethods RollupRows rows);
}
