package io.openclaw.cron.jdbc.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** What tests do to whole schemas. */
final class TestScripts {
    /** Deleted rows stay in the way until they are vacuumed; with more than these it is cheaper to make the files anew. */
    private static final int MANY_ROWS = 1_000;

    private static final int PATIENCE_SECONDS = 60;

    private TestScripts() {}

    static void run(DataSource database, String script) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException failed) {
            throw new IllegalStateException("This failed: " + script, failed);
        }
    }

    /** In one transaction, which no other writer of an H2 store comes between: they all lock this row first. */
    static void runInTurn(DataSource database, String schema, String script) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT version FROM " + schema + ".cron_schema_version FOR UPDATE");
            statement.execute(script);
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("This failed: " + script, failed);
        }
    }

    /** The tables that hold what users have put there: all but the one with the versions. */
    static List<String> tables(DataSource database, String schema) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("SELECT table_name FROM information_schema.tables"
                        + " WHERE lower(table_schema) = ? AND lower(table_name) <> 'cron_schema_version'")) {
            statement.setString(1, schema);
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(schema + "." + rows.getString(1));
                }
            }
            return tables;
        } catch (SQLException failed) {
            throw new IllegalStateException("The tables of " + schema + " cannot be found", failed);
        }
    }

    static void empty(DataSource database, List<String> tables) {
        try (var connection = database.getConnection()) {
            if (each(connection, "DELETE FROM ", tables) > MANY_ROWS) {
                each(connection, "TRUNCATE TABLE ", tables);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("The tables cannot be emptied; is a transaction still open?", failed);
        }
    }

    private static int each(Connection connection, String act, List<String> tables) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            for (var table : tables) {
                statement.addBatch(act + table);
            }
            return Arrays.stream(statement.executeBatch()).sum();
        }
    }
}
