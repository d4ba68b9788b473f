package io.openclaw.cron.jdbc.internal.schema;

import io.openclaw.cron.jdbc.internal.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** How one caller changes a schema while all others wait. */
interface SchemaLock {

    /**
     * Works alone.
     *
     * @param connection in auto-commit mode, and so again afterwards
     * @param schema need not exist
     * @param work what to do
     */
    void locked(Connection connection, String schema, SqlWork work) throws SQLException;

    /** Lets statements that follow find the schema's tables, until the end of the lock. */
    void enter(Connection connection, String schema) throws SQLException;

    /** The one for a database. */
    static SchemaLock of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> new TransactionLock();
            case H2 -> new ProcessLock();
        };
    }

    /** Statements. */
    @FunctionalInterface
    interface SqlWork {
        void run() throws SQLException;
    }
}
