package io.openclaw.cron.jdbc.internal.schema;

import java.sql.Connection;
import java.sql.SQLException;

/** For PostgreSQL: one transaction that holds an advisory lock, so that all is there at the end, or nothing. */
final class TransactionLock implements SchemaLock {
    /** With the hash of the schema's name the key of the lock; any number, but always the same. */
    private static final int LOCK_CLASS = 0x6372_6f6e;

    @Override
    public void locked(Connection connection, String schema, SqlWork work) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            // Read committed, whatever the host's default: whoever has waited for the lock must see what was done
            // meanwhile.
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            // Waiting for the first of many nodes may take long, and so may an upgrade.
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SET LOCAL lock_timeout = 0");
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK_CLASS + ", hashtext('" + schema + "'))");
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            undo(connection, failure);
            throw failure;
        }
        connection.setAutoCommit(true);
    }

    private static void undo(Connection connection, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
        }
    }

    @Override
    public void enter(Connection connection, String schema) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path TO " + schema);
        }
    }
}
