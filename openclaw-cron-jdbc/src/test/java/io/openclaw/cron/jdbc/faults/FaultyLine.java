package io.openclaw.cron.jdbc.faults;

import io.openclaw.cron.jdbc.faults.Fault.Reached;
import io.openclaw.cron.jdbc.faults.Fault.Step;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The line between a store and its database, on which connections break. A broken connection answers nothing more, as a real
 * one, and the server gives up its transaction when it is closed.
 */
final class FaultyLine {
    private final DataSource real;
    private volatile Fault.Plan plan = Fault.Plan.NONE;
    /** What a test has prepared for the calling thread's next step of a kind. */
    private final ThreadLocal<@Nullable Prepared> prepared = new ThreadLocal<>();

    private record Prepared(Step step, Fault fault) {}

    FaultyLine(DataSource real) {
        this.real = real;
    }

    /** The database at the other end. */
    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return call(real, method, arguments);
            }
            return run(Step.CONNECT, null, () -> {
                var connection = (Connection) call(real, method, arguments);
                return proxy(Connection.class, new Line(connection));
            });
        });
    }

    /** From now on this goes wrong. */
    void breakBy(Fault.Plan faults) {
        plan = faults;
    }

    /** Nothing goes wrong any more. */
    void mend() {
        plan = Fault.Plan.NONE;
    }

    /** The calling thread's next step of a kind goes wrong, and no other. */
    void breakNext(Step step, Fault fault) {
        prepared.set(new Prepared(step, fault));
    }

    private @Nullable Fault faultAt(Step step) {
        var mine = prepared.get();
        if (mine != null && mine.step == step) {
            prepared.remove();
            return mine.fault;
        }
        return plan.at(step);
    }

    private @Nullable Object run(Step step, @Nullable Line line, Action action) throws Throwable {
        var fault = faultAt(step);
        if (fault == null) {
            return action.run();
        }
        if (line != null) {
            line.broken = true;
        }
        if (fault.reached() == Reached.ALL && step != Step.CONNECT) {
            action.run();
        } else if (fault.reached() == Reached.LATE && line != null) {
            line.commitLate();
        }
        throw fault.exception(step);
    }

    @FunctionalInterface
    private interface Action {
        @Nullable
        Object run() throws Throwable;
    }

    /** One connection. */
    private final class Line implements InvocationHandler {
        private static final int LATE_MILLIS = 20;

        private final Connection connection;
        private boolean broken;
        /** Whether the real connection is somebody else's to close. */
        private boolean handedOver;

        Line(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            var name = method.getName();
            if (name.equals("close")) {
                return close();
            }
            if (name.equals("isClosed") || method.getDeclaringClass() == Object.class) {
                return call(connection, method, arguments);
            }
            if (broken) {
                throw new SQLException("The connection is broken", "08003");
            }
            return switch (name) {
                case "commit" -> run(Step.COMMIT, this, () -> call(connection, method, arguments));
                case "rollback" -> run(Step.ROLLBACK, this, () -> call(connection, method, arguments));
                default -> {
                    var answer = call(connection, method, arguments);
                    yield answer instanceof Statement statement ? breakable(statement) : answer;
                }
            };
        }

        private Statement breakable(Statement statement) {
            var type = statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
            return proxy(type, (proxy, method, arguments) -> {
                if (!method.getName().startsWith("execute")) {
                    return call(statement, method, arguments);
                }
                if (broken) {
                    throw new SQLException("The connection is broken", "08003");
                }
                return run(Step.STATEMENT, this, () -> call(statement, method, arguments));
            });
        }

        private @Nullable Object close() throws SQLException {
            var fault = broken ? null : faultAt(Step.CLOSE);
            if (!handedOver) {
                // Whatever became of the client, the server ends the session; an open transaction is rolled back.
                connection.close();
            }
            if (fault != null) {
                throw fault.exception(Step.CLOSE);
            }
            return null;
        }

        private void commitLate() {
            handedOver = true;
            CompletableFuture.runAsync(
                    () -> {
                        try (connection) {
                            connection.commit();
                        } catch (SQLException lost) {
                            // Then it was never committed, as far as anybody can tell.
                        }
                    },
                    CompletableFuture.delayedExecutor(LATE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FaultyLine.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
