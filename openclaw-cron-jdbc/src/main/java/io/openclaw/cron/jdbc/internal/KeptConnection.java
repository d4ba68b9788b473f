package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to PostgreSQL that is kept between calls, because its session is: it listens, or holds a lock. No answer is
 * waited for longer than a limit, so that a line that has gone silent is found out and replaced.
 *
 * <p>Not thread-safe, but for {@link #abort}.
 */
final class KeptConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeptConnection.class);
    private static final int ALIVE_WITHIN_SECONDS = 1;

    private final DataSource dataSource;
    private final Duration limit;
    /** Ends what only this session needs: the connection may go back to a pool. */
    private final String farewell;

    private volatile @Nullable Connection connection;

    /**
     * A connection that is opened when it is needed.
     *
     * @param limit how long to wait for an answer at most
     * @param farewell a statement that undoes what was done to the session
     */
    KeptConnection(DataSource dataSource, Duration limit, String farewell) {
        this.dataSource = dataSource;
        this.limit = limit;
        this.farewell = farewell;
    }

    /** Opens it if it is not open; tells whether that was so, which means that the session is a new one. */
    boolean open() throws SQLException {
        if (connection != null) {
            return false;
        }
        var opened = dataSource.getConnection();
        try {
            opened.setAutoCommit(true);
            opened.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
        } catch (SQLException failure) {
            opened.close();
            throw failure;
        }
        connection = opened;
        return true;
    }

    boolean isOpen() {
        return connection != null;
    }

    /** The connection, which is open. */
    Connection get() {
        return requireNonNull(connection, "not open");
    }

    /** Closes it after a failure, if the failure has broken it. */
    void closeIfBroken() {
        var open = connection;
        if (open != null && !isAlive(open)) {
            close();
        }
    }

    private static boolean isAlive(Connection open) {
        try {
            return open.isValid(ALIVE_WITHIN_SECONDS);
        } catch (SQLException broken) {
            return false;
        }
    }

    /** Ends the session under the thread that waits for its answer: its call fails. Does nothing if it is not open. */
    void abort() {
        var open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException broken) {
                log.debug("A kept connection could not be aborted", broken);
            }
        }
    }

    /** Gives it back. It may be opened again. Does nothing if it is not open. */
    @Override
    public void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            try (open) {
                if (!open.isClosed()) {
                    sayFarewell(open);
                }
            } catch (SQLException broken) {
                log.debug("A kept connection could not be closed properly", broken);
            }
        }
    }

    private void sayFarewell(Connection open) throws SQLException {
        try (var statement = open.createStatement()) {
            statement.execute(farewell);
            open.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException failure) {
            // A pool must not lend it to anybody as it is.
            open.abort(Runnable::run);
            throw failure;
        }
    }
}
