package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What differs between the databases, and nothing else: most statements are the same on all of them.
 */
public enum Dialect {
    /** PostgreSQL 15 and later: many processes share it. */
    POSTGRESQL(
            "postgresql",
            true,
            Map.ofEntries(
                    Map.entry("now", "clock_timestamp()"),
                    // Not the array as it came: for a plan each of its elements would be estimated.
                    Map.entry("idsOfJobs", "ARRAY(SELECT unnest(CAST(:jobIds AS uuid ARRAY)))"),
                    Map.entry("place", "ctid"),
                    Map.entry("placeType", "tid"),
                    Map.entry("json", "CAST("),
                    Map.entry("end", " AS json)"),
                    Map.entry("lock", "FOR NO KEY UPDATE"),
                    Map.entry("lockFree", "FOR NO KEY UPDATE SKIP LOCKED"),
                    Map.entry("share", "FOR SHARE"),
                    Map.entry("keep", "FOR KEY SHARE"),
                    Map.entry("mutex", "pg_advisory_xact_lock(hashtextextended("),
                    Map.entry("mutexEnd", ", 2))"),
                    Map.entry("nameKey", "j.job_name"),
                    Map.entry("nameValue", ":afterKey"),
                    Map.entry("takeFires", "DELETE FROM <schema>.cron_claimed_fires c WHERE"),
                    Map.entry("taken", "RETURNING " + ClaimedFire.COLUMNS),
                    Map.entry("takeExecutions", """
                            DELETE FROM <schema>.cron_claimed_fires c USING <schema>.cron_jobs j
                            WHERE j.organization_id = c.organization_id AND j.job_id = c.job_id AND"""),
                    Map.entry("takenExecutions", "RETURNING " + ClaimedFire.AS_EXECUTION),
                    Map.entry("planEachTime", "set_config('plan_cache_mode', 'force_custom_plan', true)"),
                    Map.entry("alongIndexes", """
                            concat(set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true))"""),
                    Map.entry("oneByOne", "set_config('enable_hashjoin', 'off', true)"),
                    Map.entry("liveOfKeys", """
                            CROSS JOIN LATERAL (
                              SELECT * FROM <schema>.skill_executions e
                              WHERE e.organization_id = u.organization_id AND e.job_id = u.job_id
                                AND e.status IN ('pending', 'running')
                              OFFSET 0) e"""),
                    Map.entry("busyJobs", """
                            <schema>.cron_next_runs n
                            WHERE (n.organization_id, n.job_id) IN (
                              SELECT e.organization_id, e.job_id FROM <schema>.skill_executions e
                              WHERE e.status IN ('pending', 'running')
                              UNION ALL SELECT c.organization_id, c.job_id FROM <schema>.cron_claimed_fires c)
                            AND"""),
                    Map.entry("removeExecutions", """
                            DELETE FROM <schema>.skill_executions WHERE (organization_id, execution_id) IN ("""),
                    Map.entry("removed", ")"),
                    Map.entry("unblockExecutions", """
                            UPDATE <schema>.skill_executions SET blocked_by = NULL
                            WHERE (organization_id, execution_id) IN ("""),
                    Map.entry("unblocked", ")"),
                    Map.entry("unlessPresent", "ON CONFLICT (organization_id, job_id) DO NOTHING"))),

    /**
     * H2, in one process. Its {@code SKIP LOCKED} locks whatever it has to sort, so writers take turns instead: in one process
     * that costs less than lock conflicts do.
     */
    H2(
            "h2",
            false,
            Map.ofEntries(
                    Map.entry("now", "CURRENT_TIMESTAMP"),
                    Map.entry("idsOfJobs", "CAST(:jobIds AS uuid ARRAY)"),
                    Map.entry("place", "_ROWID_"),
                    Map.entry("placeType", "bigint"),
                    Map.entry("json", ""),
                    Map.entry("end", " FORMAT JSON"),
                    Map.entry("lock", "FOR UPDATE"),
                    Map.entry("lockFree", ""),
                    Map.entry("share", "FOR UPDATE"),
                    Map.entry("keep", ""),
                    // Writers take turns.
                    Map.entry("mutex", ""),
                    Map.entry("mutexEnd", ""),
                    // H2 compares texts by UTF-16 units, which puts some characters before others of lower code points.
                    Map.entry("nameKey", "STRINGTOUTF8(j.job_name)"),
                    Map.entry("nameValue", "STRINGTOUTF8(:afterKey)"),
                    Map.entry(
                            "takeFires",
                            "SELECT " + ClaimedFire.COLUMNS
                                    + " FROM OLD TABLE (DELETE FROM <schema>.cron_claimed_fires c WHERE"),
                    Map.entry("taken", ") c"),
                    Map.entry(
                            "takeExecutions",
                            "SELECT " + ClaimedFire.AS_EXECUTION
                                    + " FROM OLD TABLE (DELETE FROM <schema>.cron_claimed_fires c WHERE"),
                    Map.entry("takenExecutions", """
                            ) c JOIN <schema>.cron_jobs j
                            ON j.organization_id = c.organization_id AND j.job_id = c.job_id"""),
                    Map.entry("planEachTime", "''"),
                    Map.entry("alongIndexes", "''"),
                    Map.entry("oneByOne", "''"),
                    Map.entry("liveOfKeys", """
                            JOIN <schema>.skill_executions e
                            ON e.organization_id = u.organization_id AND e.job_id = u.job_id
                              AND e.status IN ('pending', 'running')"""),
                    // A left join, which begins on the left. What is IN (...) is read anew for each job that is due.
                    Map.entry("busyJobs", """
                            (SELECT e.organization_id, e.job_id FROM <schema>.skill_executions e
                             WHERE e.status IN ('pending', 'running')
                             UNION SELECT c.organization_id, c.job_id FROM <schema>.cron_claimed_fires c) b
                            LEFT JOIN <schema>.cron_next_runs n
                              ON n.organization_id = b.organization_id AND n.job_id = b.job_id
                            WHERE"""),
                    // A merge, which begins with what it uses. What is IN (...) is read anew for each row of the table.
                    Map.entry("removeExecutions", "MERGE INTO <schema>.skill_executions t USING ("),
                    Map.entry("removed", """
                            ) u ON t.organization_id = u.organization_id AND t.execution_id = u.execution_id
                            WHEN MATCHED THEN DELETE"""),
                    Map.entry("unblockExecutions", "MERGE INTO <schema>.skill_executions t USING ("),
                    Map.entry("unblocked", """
                            ) u ON t.organization_id = u.organization_id AND t.execution_id = u.execution_id
                            WHEN MATCHED THEN UPDATE SET blocked_by = NULL"""),
                    Map.entry("unlessPresent", """
                            WHERE NOT EXISTS (
                              SELECT 1 FROM <schema>.cron_jobs j
                              WHERE j.organization_id = u.organization_id AND j.job_id = u.job_id)""")));

    private final String folder;
    private final boolean shared;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.ofEntries alone
    private final Map<String, String> fragments;

    Dialect(String folder, boolean shared, Map<String, String> fragments) {
        this.folder = folder;
        this.shared = shared;
        this.fragments = fragments;
    }

    /**
     * The dialect of a database.
     *
     * @throws CronStoreException if it cannot be reached, or is of another product
     */
    public static Dialect of(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return of(connection);
        } catch (SQLException unreachable) {
            throw new CronStoreException("The database cannot be reached to find out what it is", unreachable);
        }
    }

    static Dialect of(Connection connection) throws SQLException {
        var product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default ->
                throw new CronStoreException(
                        "The database is " + product + "; supported are PostgreSQL (15 or later) and H2", null);
        };
    }

    /** The name of the folder with the scripts for it. */
    public String folder() {
        return folder;
    }

    /** Whether other processes may use the same data. */
    public boolean shared() {
        return shared;
    }

    /** Whether a part of a FROM clause may refer to those before it. */
    boolean lateral() {
        return this == POSTGRESQL;
    }

    /** How statistics are added to. */
    Class<? extends StatisticsDao> statisticsDao() {
        return this == H2 ? H2StatisticsDao.class : PostgresStatisticsDao.class;
    }

    /** The parts of statements that differ, by the names under which statements refer to them. */
    Map<String, String> fragments() {
        return fragments;
    }
}
