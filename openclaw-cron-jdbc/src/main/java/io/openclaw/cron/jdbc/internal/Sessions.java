package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.CloseException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on connections of a data source, and reading without one. What JDBI needs for either, a handle and its {@link Daos},
 * is kept for the next, which may be on another connection. Thread-safe.
 */
final class Sessions {
    private static final int KEPT = 32;

    private final DataSource dataSource;
    private final Jdbi jdbi;
    /** The last one first: those that have all DAOs already are enough, and others need not be given them. */
    private final BlockingDeque<Session> idle = new LinkedBlockingDeque<>(KEPT);

    /**
     * Sessions on this data source.
     *
     * @param configure says how statements are written
     */
    Sessions(DataSource dataSource, UnaryOperator<Jdbi> configure) {
        this.dataSource = dataSource;
        this.jdbi = configure.apply(Jdbi.create(() -> new LentConnection(dataSource.getConnection()).asConnection()));
    }

    /** Works in a transaction. */
    <T> T inTransaction(Function<Handle, T> work) {
        return with(handle -> handle.inTransaction(work::apply));
    }

    /** Each statement by itself is a transaction. */
    <T> T eachByItself(Function<Handle, T> work) {
        return with(work);
    }

    private <T> T with(Function<Handle, T> work) {
        var session = session();
        T answer;
        try {
            answer = work.apply(session.handle);
        } catch (RuntimeException | Error failure) {
            // Whatever state this one is in, nobody will meet it again.
            session.giveBackAfter(failure);
            throw failure;
        }
        session.giveBack();
        // If there are enough already it is forgotten: without a connection it holds nothing that has to be closed.
        idle.offerFirst(session);
        return answer;
    }

    private Session session() {
        var kept = idle.poll();
        if (kept == null) {
            return new Session(jdbi.open());
        }
        try {
            kept.lent.use(dataSource.getConnection());
            return kept;
        } catch (SQLException unreachable) {
            idle.offerFirst(kept);
            throw new ConnectionException(unreachable);
        }
    }

    private static final class Session {
        private final Handle handle;
        private final LentConnection lent;

        Session(Handle handle) {
            this.handle = handle;
            this.lent = (LentConnection) Proxy.getInvocationHandler(handle.getConnection());
        }

        void giveBack() {
            try {
                lent.giveBack();
            } catch (SQLException broken) {
                throw new CloseException("The connection cannot be given back", broken);
            }
        }

        void giveBackAfter(Throwable failure) {
            try {
                lent.giveBack();
            } catch (SQLException broken) {
                failure.addSuppressed(broken);
            }
        }
    }

    /**
     * What a handle takes for its connection: one that is lent to it for each transaction. A data source may have its connections in
     * transactions; JDBI would take such a one for somebody else's, and never commit.
     */
    private static final class LentConnection implements InvocationHandler {
        private @Nullable Connection connection;
        private boolean inTransaction;

        LentConnection(Connection first) throws SQLException {
            use(first);
        }

        Connection asConnection() {
            return (Connection)
                    Proxy.newProxyInstance(Sessions.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
        }

        final void use(Connection next) throws SQLException {
            try {
                inTransaction = !next.getAutoCommit();
                if (inTransaction) {
                    next.setAutoCommit(true);
                }
                connection = next;
            } catch (SQLException broken) {
                closeAfter(broken, next);
                throw broken;
            }
        }

        private static void closeAfter(SQLException broken, Connection connection) {
            try {
                connection.close();
            } catch (SQLException again) {
                broken.addSuppressed(again);
            }
        }

        void giveBack() throws SQLException {
            var back = requireNonNull(connection, "given back already");
            connection = null;
            try (back) {
                if (inTransaction) {
                    back.setAutoCommit(false);
                }
            }
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(requireNonNull(connection, "outside of a transaction"), arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }
    }
}
