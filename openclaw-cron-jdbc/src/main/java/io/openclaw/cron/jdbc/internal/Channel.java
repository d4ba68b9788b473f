package io.openclaw.cron.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One channel of notifications of PostgreSQL, heard on a connection that is kept: a notification reaches those sessions only
 * that have asked for it before.
 *
 * <p>Not thread-safe, but for {@link #abort}.
 */
final class Channel implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    /** A line that has gone dead is as silent as one on which nothing happens: after so long it is asked. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final String name;
    private final KeptConnection kept;
    /** Of the present connection. */
    private @Nullable DriverNotifications notifications;
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
        if (opened || silent.compareTo(SILENCE) >= 0) {
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
        if (notifications == null) {
            notifications = new DriverNotifications(kept.get());
        }
        var payloads = notifications.await(limit);
        silent = payloads.isEmpty() ? silent.plus(limit) : Duration.ZERO;
        return payloads;
    }

    /** Makes the wait of another thread fail. */
    void abort() {
        kept.abort();
    }

    /** Listens no more. Does nothing the second time. */
    @Override
    public void close() {
        notifications = null;
        kept.close();
    }
}
