package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Sql;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** Which statements a run spends the server's time on, and which relations its log; only where the server was started with pg_stat_statements. */
final class StatementProfile {
    private static final int STATEMENTS = 14;
    private static final int LENGTH = 90;
    private static final String QUERY = """
            SELECT calls, total_exec_time + total_plan_time, rows, wal_bytes, wal_fpi, shared_blks_dirtied,
              regexp_replace(query, '\\s+', ' ', 'g')
            FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY total_exec_time + total_plan_time DESC LIMIT %d
            """.formatted(STATEMENTS);

    /** A record that touches several relations counts for the first of them. */
    private static final String LOG = """
            SELECT coalesce(c.relname, '?'), w.record_type, count(*), sum(w.record_length - w.block_fpi_length),
              sum(w.block_fpi_length)
            FROM pg_get_wal_block_info(?::pg_lsn, pg_current_wal_flush_lsn()) w
            LEFT JOIN pg_class c ON c.relfilenode = w.relfilenode
            WHERE w.block_id = 0
            GROUP BY 1, 2 ORDER BY sum(w.record_length) DESC LIMIT %d
            """.formatted(2 * STATEMENTS);

    private final DataSource database;
    private final boolean available;
    private String logBegin = "0/0";

    StatementProfile(DataSource database) throws SQLException {
        this.database = database;
        this.available = Sql.number(
                        database,
                        "SELECT count(*) FROM pg_settings WHERE name = 'shared_preload_libraries'"
                                + " AND setting LIKE '%pg_stat_statements%'")
                > 0;
        if (available) {
            Sql.execute(database, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        }
    }

    void begin() throws SQLException {
        if (available) {
            Sql.execute(database, "SELECT pg_stat_statements_reset()");
            try (var connection = database.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
                rows.next();
                logBegin = rows.getString(1);
            }
        }
    }

    /** Prints them, for each execution. */
    void print(PrintStream out, int executions) throws SQLException {
        if (!available) {
            return;
        }
        out.println("   calls  us/execution  rows  WAL bytes  statement");
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                var text = rows.getString(7);
                out.printf(
                        Locale.ROOT,
                        "%8d  %12.1f  %4.1f  %9.0f  %s%n",
                        rows.getLong(1),
                        rows.getDouble(2) * 1e3 / executions,
                        (double) rows.getLong(3) / executions,
                        rows.getDouble(4) / executions,
                        text.substring(0, Math.min(LENGTH, text.length())));
            }
        }
        printLog(out, executions);
    }

    private void printLog(PrintStream out, int executions) throws SQLException {
        out.println("records  WAL bytes  page images  relation, kind of record");
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(LOG)) {
            statement.setString(1, logBegin);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    out.printf(
                            Locale.ROOT,
                            "%7.2f  %9.0f  %11.0f  %s, %s%n",
                            rows.getDouble(3) / executions,
                            rows.getDouble(4) / executions,
                            rows.getDouble(5) / executions,
                            rows.getString(1),
                            rows.getString(2));
                }
            }
        }
    }
}
