package io.openclaw.cron.jdbc.internal.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What is in a schema.
 *
 * @param version the newest script that has been applied, by whatever tool; 0 if none
 * @param incomplete whether there are tables without a version: a script has failed half-way
 */
record SchemaState(int version, boolean incomplete) {

    static SchemaState read(Connection connection, String schema) throws SQLException {
        if (!hasTable(connection, schema, "cron_schema_version")) {
            return new SchemaState(0, hasTable(connection, schema, "cron_jobs"));
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT max(version) FROM " + schema + ".cron_schema_version")) {
            var version = rows.next() ? rows.getInt(1) : 0;
            return new SchemaState(version, version == 0);
        }
    }

    static boolean schemaExists(Connection connection, String schema) throws SQLException {
        return exists(connection, "SELECT 1 FROM information_schema.schemata WHERE schema_name IN (?, ?)", schema);
    }

    private static boolean hasTable(Connection connection, String schema, String table) throws SQLException {
        return exists(
                connection,
                "SELECT 1 FROM information_schema.tables WHERE table_schema IN (?, ?) AND table_name IN (?, ?)",
                schema,
                table);
    }

    /** H2 has names in capitals; which letters those are, its own functions would ask the default locale. */
    private static boolean exists(Connection connection, String query, String... names) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (var i = 0; i < names.length; i++) {
                statement.setString(2 * i + 1, names[i]);
                statement.setString(2 * i + 2, names[i].toUpperCase(Locale.ROOT));
            }
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
