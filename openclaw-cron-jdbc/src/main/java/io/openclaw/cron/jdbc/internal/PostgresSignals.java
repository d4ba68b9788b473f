package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.StoreListener;
import io.openclaw.cron.spi.StoreSignals;
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
 * Listens on a connection that it keeps: a notification reaches those sessions only that have asked for it before.
 *
 * <p>The driver is the host's, so its one method that is no part of JDBC is called by name.
 */
public final class PostgresSignals implements StoreSignals {
    private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);
    private static final String DRIVER = "org.postgresql.PGConnection";

    private final DataSource dataSource;
    private final Notifier notifier;
    private @Nullable Connection connection;

    /** Listens to what other processes' notifiers send. */
    public PostgresSignals(DataSource dataSource, Notifier notifier) {
        this.dataSource = dataSource;
        this.notifier = notifier;
    }

    @Override
    public void await(StoreListener listener, Duration limit) {
        try {
            var present = connection;
            if (present == null) {
                present = listen();
                connection = present;
                listener.missed();
            }
            for (var payload : notifications(present, (int) limit.toMillis())) {
                var text = notifier.received(payload);
                if (text != null) {
                    Signal.tell(text, listener);
                }
            }
        } catch (SQLException failure) {
            close();
            throw DatabaseError.toStoreException("listen to other nodes", failure);
        }
    }

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
                log.debug("A connection that listened to other nodes could not be closed properly", broken);
            }
        }
    }

    private Connection listen() throws SQLException {
        var opened = dataSource.getConnection();
        try (var statement = opened.createStatement()) {
            opened.setAutoCommit(true);
            statement.execute("LISTEN " + notifier.channel());
            return opened;
        } catch (SQLException failure) {
            opened.close();
            throw failure;
        }
    }

    private static void unlisten(Connection open) throws SQLException {
        try (var statement = open.createStatement()) {
            statement.execute("UNLISTEN *");
        }
    }

    private static List<String> notifications(Connection connection, int millis) throws SQLException {
        try {
            var driver = Class.forName(DRIVER, false, classLoaderOf(connection));
            var received = (Object[]) driver.getMethod("getNotifications", int.class)
                    .invoke(connection.unwrap(driver), Math.max(1, millis));
            var payloads = new ArrayList<String>();
            if (received != null) {
                for (var notification : received) {
                    payloads.add((String) driver.getClassLoader()
                            .loadClass("org.postgresql.PGNotification")
                            .getMethod("getParameter")
                            .invoke(notification));
                }
            }
            return payloads;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("The driver could not be asked for notifications", thrown);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("The driver has no " + DRIVER + ".getNotifications(int)", other);
        }
    }

    /** That of the driver itself: a pool's wrapper may have been loaded by another. */
    private static ClassLoader classLoaderOf(Connection connection) throws SQLException {
        return connection.getMetaData().getClass().getClassLoader();
    }
}
