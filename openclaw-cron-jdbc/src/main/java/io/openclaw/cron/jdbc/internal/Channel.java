package io.openclaw.cron.jdbc.internal;

import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One channel of notifications of PostgreSQL, heard on a connection that is kept: a notification reaches those sessions only
 * that have asked for it before.
 *
 * <p>The driver is the host's, so its one method that is no part of JDBC is called by name. Not thread-safe.
 */
final class Channel implements AutoCloseable {
    private static final String DRIVER = "org.postgresql.PGConnection";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    /** A line that has gone dead is as silent as one on which nothing happens: after so long it is asked. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final String name;
    private final KeptConnection kept;
    /** For how long nothing has been heard. */
    private Duration silent = Duration.ZERO;

    Channel(DataSource dataSource, String name) {
        this.name = name;
        this.kept = new KeptConnection(dataSource, ANSWER_WITHIN, "UNLISTEN *");
    }

    /** Listens if it does not yet; tells whether it has begun just now, so that what came before was missed. */
    boolean open() throws SQLException {
        var opened = kept.open();
        if (opened) {
            // A pool may lend a connection that holds what its last listener was told and never read.
            await(AT_ONCE);
        }
        if (opened || silent.compareTo(SILENCE) > 0) {
            listen();
        }
        return opened;
    }

    /** Begins to listen; done once more it does nothing but show that the line works. */
    private void listen() throws SQLException {
        try (var statement = kept.get().createStatement()) {
            statement.execute("LISTEN " + name);
        }
        silent = Duration.ZERO;
    }

    /** Waits for notifications; returns their payloads in the order of their commits. */
    List<String> await(Duration limit) throws SQLException {
        if (!kept.isOpen()) {
            throw new SQLException("The channel " + name + " is not open");
        }
        var connection = kept.get();
        try {
            var driver = Class.forName(
                    DRIVER, false, connection.getMetaData().getClass().getClassLoader());
            var received = (Object[]) driver.getMethod("getNotifications", int.class)
                    .invoke(connection.unwrap(driver), (int) Math.max(1, limit.toMillis()));
            if (received == null || received.length == 0) {
                silent = silent.plus(limit);
                return List.of();
            }
            return payloads(received, driver);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("The driver could not be asked for notifications", thrown);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("The driver has no " + DRIVER + ".getNotifications(int)", other);
        }
    }

    private List<String> payloads(Object[] received, Class<?> driver) throws ReflectiveOperationException {
        silent = Duration.ZERO;
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
        kept.close();
    }
}
