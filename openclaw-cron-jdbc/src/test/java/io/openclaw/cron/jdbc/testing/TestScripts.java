package io.openclaw.cron.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** What tests do to whole schemas. */
final class TestScripts {
    private static final String MIGRATIONS = "/io/openclaw/cron/jdbc/migration/";
    /** Deleted rows stay in the way until they are vacuumed; with more than these it is cheaper to make the files anew. */
    private static final int MANY_ROWS = 1_000;

    private static final int PATIENCE_SECONDS = 10;

    private TestScripts() {}

    static void run(DataSource database, String script) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException failed) {
            throw new IllegalStateException("This failed: " + script, failed);
        }
    }

    static void createTables(DataSource database, TestProduct product, String schema) {
        run(database, "CREATE SCHEMA " + schema);
        var script = script(product, "V1__jobs_executions_nodes_and_statistics.sql");
        run(
                database,
                switch (product) {
                    case POSTGRESQL -> "SET search_path TO " + schema + ";" + script + ";RESET search_path";
                    case H2_MEMORY, H2_FILE -> "SET SCHEMA " + schema + ";" + script + ";SET SCHEMA PUBLIC";
                });
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

    private static String script(TestProduct product, String name) {
        try (var script = TestScripts.class.getResourceAsStream(
                MIGRATIONS + product.dialect().folder() + "/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
