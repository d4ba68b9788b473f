package io.openclaw.cron.jdbc.internal.schema;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * For H2, which one process uses: a lock in this process. In the database there is none to be had, for each statement that makes
 * or changes a table commits, and so would give up a lock of the transaction.
 */
final class ProcessLock implements SchemaLock {
    private static final Object LOCK = new Object();

    @Override
    public void locked(Connection connection, String schema, SqlWork work) throws SQLException {
        synchronized (LOCK) {
            var before = connection.getSchema();
            try {
                work.run();
            } finally {
                connection.setSchema(before);
            }
        }
    }

    @Override
    public void enter(Connection connection, String schema) throws SQLException {
        try (var statement = connection.createStatement()) {
            // Not connection.setSchema, which would quote the name, where tables are made without quotes.
            statement.execute("SET SCHEMA " + schema);
        }
    }
}
