package io.openclaw.cron.jdbc.internal;

import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Adds on the server: nodes that add to one row at once wait for each other, and lose nothing.
 *
 * <p>By inserting, never by merging: a merge may join in whatever order the table has, and two that lock the same rows in different
 * orders wait for each other for good.
 */
public interface PostgresStatisticsDao extends StatisticsDao {
    @Override
    @SqlUpdate("""
            INSERT INTO <schema>.cron_job_state AS s (
              organization_id, job_id, last_run, last_status, last_error, run_count, success_count, failure_count,
              failure_streak)
            SELECT u.organization_id, u.job_id, u.last_run, u.last_status, u.last_error, u.successes + u.failures,
              u.successes, u.failures, u.streak
            FROM unnest(
              CAST(:organizationIds AS varchar[]), CAST(:jobIds AS uuid[]), CAST(:lastRuns AS timestamptz[]),
              CAST(:lastStatuses AS varchar[]), CAST(:lastErrors AS varchar[]), CAST(:successes AS bigint[]),
              CAST(:failures AS bigint[]), CAST(:streaks AS bigint[]))
            AS u (organization_id, job_id, last_run, last_status, last_error, successes, failures, streak)
            ON CONFLICT (organization_id, job_id) DO UPDATE SET
              last_run = excluded.last_run, last_status = excluded.last_status, last_error = excluded.last_error,
              run_count = s.run_count + excluded.run_count, success_count = s.success_count + excluded.success_count,
              failure_count = s.failure_count + excluded.failure_count,
              failure_streak = CASE WHEN excluded.success_count > 0 THEN excluded.failure_streak
                ELSE s.failure_streak + excluded.failure_streak END
            """)
    void addRuns(@BindMethods RunCounts counts);

    @Override
    @SqlUpdate("""
            INSERT INTO <schema>.cron_job_stats_hourly AS t (
              organization_id, job_id, hour_start, completed, failed, timeout, skipped, cancelled, duration_counts,
              duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            SELECT u.organization_id, u.job_id, u.hour_start, u.completed, u.failed, u.timeout, u.skipped, u.cancelled,
              CAST(u.duration_counts AS bigint[]), u.duration_sum_us, u.duration_max_us, u.lateness_sum_us,
              u.lateness_max_us, u.started, u.tokens_used, u.cost_cents
            FROM unnest(
              CAST(:organizationIds AS varchar[]), CAST(:jobIds AS uuid[]), CAST(:hours AS timestamptz[]),
              CAST(:completed AS bigint[]), CAST(:failed AS bigint[]), CAST(:timeouts AS bigint[]),
              CAST(:skipped AS bigint[]), CAST(:cancelled AS bigint[]), CAST(:durationCounts AS varchar[]),
              CAST(:durationSums AS bigint[]), CAST(:durationMaxima AS bigint[]), CAST(:latenessSums AS bigint[]),
              CAST(:latenessMaxima AS bigint[]), CAST(:started AS bigint[]), CAST(:tokensUsed AS bigint[]),
              CAST(:costCents AS bigint[]))
            AS u (organization_id, job_id, hour_start, completed, failed, timeout, skipped, cancelled, duration_counts,
              duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            ON CONFLICT (organization_id, job_id, hour_start) DO UPDATE SET <addRollup>
            """)
    void addToJobs(@BindMethods RollupRows rows);

    @Override
    @SqlUpdate("""
            INSERT INTO <schema>.cron_org_stats_hourly AS t (
              organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled, duration_counts,
              duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            SELECT u.organization_id, u.hour_start, u.stripe, u.completed, u.failed, u.timeout, u.skipped, u.cancelled,
              CAST(u.duration_counts AS bigint[]), u.duration_sum_us, u.duration_max_us, u.lateness_sum_us,
              u.lateness_max_us, u.started, u.tokens_used, u.cost_cents
            FROM unnest(
              CAST(:organizationIds AS varchar[]), CAST(:hours AS timestamptz[]), CAST(:stripes AS integer[]),
              CAST(:completed AS bigint[]), CAST(:failed AS bigint[]), CAST(:timeouts AS bigint[]),
              CAST(:skipped AS bigint[]), CAST(:cancelled AS bigint[]), CAST(:durationCounts AS varchar[]),
              CAST(:durationSums AS bigint[]), CAST(:durationMaxima AS bigint[]), CAST(:latenessSums AS bigint[]),
              CAST(:latenessMaxima AS bigint[]), CAST(:started AS bigint[]), CAST(:tokensUsed AS bigint[]),
              CAST(:costCents AS bigint[]))
            AS u (organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled, duration_counts,
              duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            ON CONFLICT (organization_id, hour_start, stripe) DO UPDATE SET <addRollup>
            """)
    void addToOrganizations(@BindMethods RollupRows rows);
}
