package io.openclaw.cron.jdbc.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The notifications that the driver has received on a connection. */
final class DriverNotifications {
    private static final String NOTIFICATION = "org.postgresql.PGNotification";

    private final Object connection;
    private final Method getNotifications;
    private final Method getParameter;

    /** Looks up what it calls: once for a connection, not for each of the many times that it is asked. */
    DriverNotifications(Connection connection) throws SQLException {
        try {
            var type = PostgresDriver.connectionType(connection);
            this.connection = connection.unwrap(type);
            this.getNotifications = type.getMethod("getNotifications", int.class);
            this.getParameter =
                    Class.forName(NOTIFICATION, false, type.getClassLoader()).getMethod("getParameter");
        } catch (ReflectiveOperationException other) {
            throw PostgresDriver.missing("getNotifications(int)", other);
        }
    }

    /** Waits for notifications; returns their payloads in the order of their commits. */
    List<String> await(Duration limit) throws SQLException {
        try {
            var received = (Object[]) getNotifications.invoke(connection, (int) Math.max(1, limit.toMillis()));
            var payloads = new ArrayList<String>();
            for (var notification : received == null ? new Object[0] : received) {
                payloads.add((String) getParameter.invoke(notification));
            }
            return payloads;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("The driver could not be asked for notifications", thrown);
        } catch (IllegalAccessException hidden) {
            throw PostgresDriver.missing("getNotifications(int)", hidden);
        }
    }
}
