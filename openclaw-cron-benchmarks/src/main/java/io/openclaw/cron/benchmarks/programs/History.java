package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Sql;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The large history of a database: made by the first run on it, used by all. */
final class History {
    private static final int FOLDED_AT_ONCE = 1_000;
    private static final int EXECUTIONS_A_JOB = 10;
    private static final String SCHEMA = "openclaw";
    private static final String EXECUTIONS = SCHEMA + ".skill_executions";

    /** All but the one that makes rows unique. */
    private static final String INDEXES = " FROM pg_indexes WHERE schemaname = '" + SCHEMA
            + "' AND tablename = 'skill_executions' AND indexname <> 'skill_executions_pkey'";

    private final DataSource database;
    private final HistoryScript script;

    /** One of as many executions, and a tenth as many jobs. */
    History(DataSource database, long executions) {
        this(database, executions / EXECUTIONS_A_JOB, executions);
    }

    History(DataSource database, long jobs, long executions) {
        this.database = database;
        // Half of all jobs are of one organization.
        this.script = new HistoryScript(SCHEMA, jobs / 2 * 2, executions);
    }

    /** Makes it, unless there is one. */
    void make() throws SQLException {
        CronSchema.of(database).apply();
        if (Sql.number(database, "SELECT count(*) FROM (SELECT 1 FROM " + EXECUTIONS + " LIMIT 1) one") == 0) {
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(false);
                fill(connection);
                connection.commit();
                connection.setAutoCommit(true);
            }
            Sql.execute(database, "VACUUM (ANALYZE)");
            foldHours();
        }
    }

    /** Indexes are made at the end, which is several times as fast. */
    private void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL work_mem = '256MB'");
            statement.execute("SET LOCAL maintenance_work_mem = '512MB'");
        }
        var indexes = texts(connection, "SELECT indexdef" + INDEXES);
        execute(connection, texts(connection, "SELECT 'DROP INDEX " + SCHEMA + ".' || indexname" + INDEXES));
        execute(connection, script.statements());
        execute(connection, indexes);
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As nodes do once a day. */
    private void foldHours() {
        var store = new JdbcCronStore(database);
        String next = null;
        do {
            next = store.foldHours(Instant.EPOCH, next, FOLDED_AT_ONCE).next();
        } while (next != null);
    }

    /** By when a share of all executions had ended. */
    Instant endOf(double share) throws SQLException {
        return Instant.ofEpochSecond(Sql.number(
                database,
                "SELECT extract(epoch FROM min(completed_at) + (max(completed_at) - min(completed_at)) * " + share
                        + ")::bigint FROM " + EXECUTIONS));
    }

    /** How many executions ended before then. */
    long before(Instant moment) throws SQLException {
        return Sql.number(database, "SELECT count(*) FROM " + EXECUTIONS + " WHERE completed_at < '" + moment + "'");
    }
}
