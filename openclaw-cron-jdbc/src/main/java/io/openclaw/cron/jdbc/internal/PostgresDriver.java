package io.openclaw.cron.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** The driver of PostgreSQL, which is the host's: what it has beyond JDBC is called by name. */
final class PostgresDriver {
    private static final String CONNECTION = "org.postgresql.PGConnection";

    private PostgresDriver() {}

    /** What the driver's connections are, as the driver behind this one knows it; a connection can be unwrapped to it. */
    static Class<?> connectionType(Connection connection) throws SQLException {
        try {
            return Class.forName(
                    CONNECTION, false, connection.getMetaData().getClass().getClassLoader());
        } catch (ClassNotFoundException other) {
            throw missing(CONNECTION, other);
        }
    }

    /** The failure where a driver has not got what is called. */
    static IllegalStateException missing(String what, ReflectiveOperationException cause) {
        return new IllegalStateException("The driver has no " + what + " that can be called", cause);
    }
}
