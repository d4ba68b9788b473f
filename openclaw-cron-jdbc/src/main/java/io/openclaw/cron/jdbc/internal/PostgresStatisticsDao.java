package io.openclaw.cron.jdbc.internal;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Adds on the server: nodes that add to one row at once wait for each other, and lose nothing.
 *
 * <p>A few by inserting, and adding on a conflict. Never by merging: a merge may join in whatever order the table has, and two that lock the
 * same rows in different orders wait for each other for good.
 *
 * <p>For many that is dear, since a row that may be in conflict is inserted in two steps. They are looked for first, all in one walk along
 * the index, and locked in their order; then those that are there are added to where they are, and the others inserted. If somebody else has
 * inserted one of these in between, the transaction is made again, and finds it.
 */
public interface PostgresStatisticsDao extends StatisticsDao {
    /** Rows of what runs of jobs have left behind. */
    String INSERT_RUNS = """
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
            """;

    /** Rows of hours of jobs. */
    String INSERT_HOURS = """
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
            """;

    @Override
    default void addRuns(RunCounts counts) {
        if (counts.size() < RecordTransaction.MANY) {
            addOrInsertRuns(counts);
            return;
        }
        var places = new StatisticsPlaces(lockStates(counts));
        var present = counts.at(places);
        if (present.size() > 0) {
            addRunsAt(present);
        }
        if (present.size() < counts.size()) {
            insertRuns(counts.outside(places));
        }
    }

    @Override
    default void addToJobs(RollupRows rows) {
        if (rows.size() < RecordTransaction.MANY) {
            addOrInsertHours(rows);
            return;
        }
        var places = new StatisticsPlaces(lockHours(rows));
        var present = rows.at(places);
        if (present.size() > 0) {
            addHoursAt(present);
        }
        if (present.size() < rows.size()) {
            insertHours(rows.outside(places));
        }
    }

    /** The rows that there are of some jobs' states, locked in the order of their keys. */
    @SqlQuery("""
            SELECT s.job_id, s.organization_id, NULL, s.ctid FROM <schema>.cron_job_state s
            WHERE s.job_id = ANY(CAST(:jobIds AS uuid[]))
            ORDER BY s.job_id, s.organization_id
            <lock>
            """)
    List<StatisticsPlaces.Place> lockStates(@BindMethods RunCounts counts);

    @SqlUpdate(INSERT_RUNS)
    void insertRuns(@BindMethods RunCounts counts);

    /** Adds to rows that are locked. */
    @SqlUpdate("""
            UPDATE <schema>.cron_job_state s SET
              last_run = u.last_run, last_status = u.last_status, last_error = u.last_error,
              run_count = s.run_count + u.successes + u.failures, success_count = s.success_count + u.successes,
              failure_count = s.failure_count + u.failures,
              failure_streak = CASE WHEN u.successes > 0 THEN u.streak ELSE s.failure_streak + u.streak END
            FROM unnest(
              CAST(:places AS varchar[]), CAST(:lastRuns AS timestamptz[]), CAST(:lastStatuses AS varchar[]),
              CAST(:lastErrors AS varchar[]), CAST(:successes AS bigint[]), CAST(:failures AS bigint[]),
              CAST(:streaks AS bigint[]))
            AS u (place, last_run, last_status, last_error, successes, failures, streak)
            WHERE s.ctid = CAST(u.place AS tid)
            """)
    void addRunsAt(@BindMethods RunCounts counts);

    @SqlUpdate(INSERT_RUNS + """
            ON CONFLICT (organization_id, job_id) DO UPDATE SET
              last_run = excluded.last_run, last_status = excluded.last_status, last_error = excluded.last_error,
              run_count = s.run_count + excluded.run_count, success_count = s.success_count + excluded.success_count,
              failure_count = s.failure_count + excluded.failure_count,
              failure_streak = CASE WHEN excluded.success_count > 0 THEN excluded.failure_streak
                ELSE s.failure_streak + excluded.failure_streak END
            """)
    void addOrInsertRuns(@BindMethods RunCounts counts);

    /** The rows that there are of some jobs' hours, locked in the order of their keys. */
    @SqlQuery("""
            SELECT t.job_id, t.organization_id, t.hour_start, t.ctid FROM <schema>.cron_job_stats_hourly t
            WHERE t.job_id = ANY(CAST(:jobIds AS uuid[]))
              AND t.hour_start = ANY(CAST(:distinctHours AS timestamptz[]))
            ORDER BY t.job_id, t.hour_start, t.organization_id
            <lock>
            """)
    List<StatisticsPlaces.Place> lockHours(@BindMethods RollupRows rows);

    @SqlUpdate(INSERT_HOURS)
    void insertHours(@BindMethods RollupRows rows);

    /** Adds to rows that are locked. */
    @SqlUpdate("""
            UPDATE <schema>.cron_job_stats_hourly t SET <addRollupOfPlace>
            FROM unnest(
              CAST(:places AS varchar[]), CAST(:completed AS bigint[]), CAST(:failed AS bigint[]),
              CAST(:timeouts AS bigint[]), CAST(:skipped AS bigint[]), CAST(:cancelled AS bigint[]),
              CAST(:durationCounts AS varchar[]), CAST(:durationSums AS bigint[]),
              CAST(:durationMaxima AS bigint[]), CAST(:latenessSums AS bigint[]), CAST(:latenessMaxima AS bigint[]),
              CAST(:started AS bigint[]), CAST(:tokensUsed AS bigint[]), CAST(:costCents AS bigint[]))
            AS u (place, completed, failed, timeout, skipped, cancelled, duration_counts, duration_sum_us,
              duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
            WHERE t.ctid = CAST(u.place AS tid)
            """)
    void addHoursAt(@BindMethods RollupRows rows);

    @SqlUpdate(INSERT_HOURS + " ON CONFLICT (organization_id, job_id, hour_start) DO UPDATE SET <addRollup>")
    void addOrInsertHours(@BindMethods RollupRows rows);

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

    @Override
    @SqlUpdate("""
            DELETE FROM <schema>.cron_job_stats_hourly t
            WHERE (t.organization_id, t.job_id, t.hour_start) IN (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:hours AS timestamp with time zone ARRAY)))
            """)
    void deleteOfJobs(@BindMethods RollupRows rows);

    @Override
    @SqlUpdate("""
            DELETE FROM <schema>.cron_org_stats_hourly t
            WHERE (t.organization_id, t.hour_start, t.stripe) IN (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:hours AS timestamp with time zone ARRAY),
              CAST(:stripes AS integer ARRAY)))
            """)
    void deleteOfOrganizations(@BindMethods RollupRows rows);
}
