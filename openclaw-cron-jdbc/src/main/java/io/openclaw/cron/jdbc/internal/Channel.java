package io.openclaw.cron.jdbc.internal;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel of notifications of PostgreSQL, heard on a connection that is kept: a notification reaches those sessions only
 * that have asked for it before.
 *
 * <p>The driver is the host's, so its one method that is no part of JDBC is called by name. Not thread-safe.
 */
final class Channel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Channel.class);
    private static final String DRIVER = "org.postgresql.PGConnection";

    private final DataSource dataSource;
    private final String name;
    private @Nullable Connection connection;

    Channel(DataSource dataSource, String name) {
        this.dataSource = dataSource;
        this.name = name;
    }

    /** Listens if it does not yet; tells whether it has begun just now, so that what came before was missed. */
    boolean open() throws SQLException {
        if (connection != null) {
            return false;
        }
        var opened = dataSource.getConnection();
        try (var statement = opened.createStatement()) {
            opened.setAutoCommit(true);
            statement.execute("LISTEN " + name);
        } catch (SQLException failure) {
            opened.close();
            throw failure;
        }
        connection = opened;
        return true;
    }

    /** Waits for notifications; returns their payloads in the order of their commits. */
    List<String> await(Duration limit) throws SQLException {
        var present = connection;
        if (present == null) {
            throw new SQLException("The channel " + name + " is not open");
        }
        try {
            var driver = Class.forName(
                    DRIVER, false, present.getMetaData().getClass().getClassLoader());
            var received = (Object[]) driver.getMethod("getNotifications", int.class)
                    .invoke(present.unwrap(driver), (int) Math.max(1, limit.toMillis()));
            return received == null ? List.of() : payloads(received, driver);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("The driver could not be asked for notifications", thrown);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("The driver has no " + DRIVER + ".getNotifications(int)", other);
        }
    }

    private static List<String> payloads(Object[] received, Class<?> driver) throws ReflectiveOperationException {
        var parameter = Class.forName("org.postgresql.PGNotification", false, driver.getClassLoader())
                .getMethod("getParameter");
        var payloads = new ArrayList<String>();
        for (var notification : received) {
            payloads.add((String) parameter.invoke(notification));
        }
        return payloads;
    }

    /** Listens no more. Does nothing the second time. */
    @Override
    public void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            try (open) {
                // It may go back to a pool, whose next user has not asked for notifications.
                if (!open.isClosed()) {
                    unlisten(open);
                }
            } catch (SQLException broken) {
                log.debug("A connection that listened on {} could not be closed properly", name, broken);
            }
        }
    }

    private static void unlisten(Connection open) throws SQLException {
        try (var statement = open.createStatement()) {
            statement.execute("UNLISTEN *");
        }
    }
}
