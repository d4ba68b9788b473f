package io.openclaw.cron.benchmarks.peers;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Statements around a measurement. */
public final class Sql {
    private Sql() {}

    /** Executes one. */
    public static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that a query answers with. */
    public static long number(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
