package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A node's own line to PostgreSQL, for its beats: neither a pool without a free connection nor a connection that has gone silent
 * keeps it from saying that it is alive. Its session holds the lock of the node's name, which is taken again when the session had
 * to be replaced.
 *
 * <p>Thread-safe: one call at a time.
 */
final class NodeLine implements AutoCloseable {
    private static final int TRIES_BEFORE_DEAD = 4;
    private static final Duration LEAST_LIMIT = Duration.ofMillis(250);
    private static final Duration MOST_LIMIT = Duration.ofSeconds(5);

    /** Limits, until the transaction ends, how long a statement may take and how long the next one may be in coming. */
    private static final String LIMIT = """
            SELECT set_config('statement_timeout', ?, TRUE), set_config('idle_in_transaction_session_timeout', ?, TRUE)
            """;

    private final Database database;
    private final String serverLimit;
    private final KeptConnection kept;
    private final String lockName;
    // Of the present session; guarded by this.
    private @Nullable Handle handle;
    /** When the server started, if the session holds the lock of the name. */
    private @Nullable Instant nameHeldOnServerOf;

    /**
     * A line that is opened when it is needed.
     *
     * @param deadAfter how long without a beat until the node counts as dead: several answers must fit in
     * @param lockName by what the lock of the node's name is known in the database
     */
    NodeLine(DataSource dataSource, Database database, Duration deadAfter, String lockName) {
        this.database = database;
        var limit = limit(deadAfter);
        this.serverLimit = limit.toMillis() * 3 / 4 + "ms";
        this.kept = new KeptConnection(dataSource, limit, "SELECT pg_advisory_unlock_all()");
        this.lockName = lockName;
    }

    private static Duration limit(Duration deadAfter) {
        var part = deadAfter.dividedBy(TRIES_BEFORE_DEAD);
        if (part.compareTo(LEAST_LIMIT) < 0) {
            return LEAST_LIMIT;
        }
        return part.compareTo(MOST_LIMIT) > 0 ? MOST_LIMIT : part;
    }

    /**
     * Works in a transaction on this line. A session that has been lost since the last call is replaced, and the work done again.
     *
     * @param act what it does, for messages: follows "could not"
     * @param work may be called again, in a new transaction
     */
    synchronized <T> T run(String act, Function<Handle, T> work) {
        var proven = kept.isOpen();
        try {
            return runOnce(act, work);
        } catch (CronStoreException failure) {
            if (!proven || kept.isOpen()) {
                throw failure;
            }
            return runOnce(act, work);
        }
    }

    /** {@link #run}, but without a second try. */
    synchronized <T> T runOnce(String act, Function<Handle, T> work) {
        var line = open(act);
        try {
            return Database.retrying(
                    act,
                    () -> line.inTransaction(handle -> {
                        // The server gives up a little sooner than this end does: a session that only waits for a
                        // lock is not lost, and one whose line is silent keeps no lock that its successor waits for.
                        PlainStatements.query(handle, LIMIT, ResultSet::next, serverLimit, serverLimit);
                        return work.apply(handle);
                    }));
        } catch (RuntimeException | Error failure) {
            // Whatever state this one is in, nobody will meet it again.
            handle = null;
            closeAfter(failure);
            throw failure;
        }
    }

    private Handle open(String act) {
        try {
            if (kept.open()) {
                handle = null;
                nameHeldOnServerOf = null;
            }
            if (handle == null) {
                handle = database.configure(Jdbi.create(kept.get())).open();
            }
            return handle;
        } catch (SQLException | JdbiException unreachable) {
            kept.closeIfBroken();
            throw DatabaseError.toStoreException(act, unreachable);
        }
    }

    private void closeAfter(Throwable failure) {
        if (failure instanceof CronStoreException away) {
            if (DatabaseError.isReadOnly(away)) {
                // One that began while the database could not be written to may stay so for good.
                kept.close();
            } else {
                kept.closeIfBroken();
            }
        }
    }

    /**
     * Reads on this line, without a transaction and without a limit of the server's.
     *
     * @param act as part of what, for messages: follows "could not"
     */
    synchronized <T> T read(String act, Function<Handle, T> work) {
        try {
            return work.apply(open(act));
        } catch (JdbiException failure) {
            handle = null;
            kept.closeIfBroken();
            throw DatabaseError.toStoreException(act, failure);
        }
    }

    /**
     * Takes the lock of the name for this line's session, if it has not got it and it is free. To be called in a transaction of
     * this line; the lock stays when that has ended.
     *
     * @return when the server started, if this session holds the lock: a node that was heard of since then had it before, and is
     *     gone; null if the session has not got it
     */
    @Nullable
    Instant holdName(Handle handle) {
        if (nameHeldOnServerOf == null) {
            nameHeldOnServerOf =
                    Daos.of(handle, NodeNameDao.class).take(lockName).orElse(null);
        }
        return nameHeldOnServerOf;
    }

    /** Makes others wait who would register the same name, until the transaction ends. */
    void lockRegistration(Handle handle) {
        Daos.of(handle, NodeNameDao.class).lockRegistration(lockName);
    }

    /** Gives the connection and the lock back. */
    @Override
    public synchronized void close() {
        kept.close();
    }
}
