package io.openclaw.cron.jdbc.scale;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A data source that asks PostgreSQL how it will carry out each statement, just before it does: once for the values at hand, and
 * once for any values, as PostgreSQL does with statements that are used often. What only reads is carried out for that, so that its
 * plan says how many rows were passed over.
 */
final class Explained {
    private static final Pattern LOCKS = Pattern.compile("FOR (NO KEY )?UPDATE");
    /** Not to be done twice: what writes, and what the server does for a session rather than for a transaction. */
    private static final Pattern DOES_SOMETHING = Pattern.compile("\\b(INSERT|UPDATE|DELETE|MERGE)\\b|\\bpg_");

    private final DataSource database;
    private final Map<String, List<String>> plans = new LinkedHashMap<>();

    Explained(DataSource database) {
        this.database = database;
    }

    /** The plans of each statement. */
    Map<String, List<String>> plans() {
        return plans;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            var result = call(database, method, arguments);
            return result instanceof Connection connection ? explained(connection) : result;
        });
    }

    private Connection explained(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            var result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? explained(connection, (String) arguments[0], statement)
                    : result;
        });
    }

    private PreparedStatement explained(Connection connection, String sql, PreparedStatement statement) {
        var values = new ArrayList<Value>();
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length > 1) {
                values.add(new Value(method, arguments));
            } else if (method.getName().startsWith("execute")) {
                explain(connection, sql, values);
            }
            return call(statement, method, arguments);
        });
    }

    private record Value(Method method, Object[] arguments) {}

    private void explain(Connection connection, String sql, List<Value> values) throws Throwable {
        var found = plans.computeIfAbsent(sql, absent -> new ArrayList<>());
        try (var explain = connection.prepareStatement(explaining(sql) + sql)) {
            for (var value : values) {
                call(explain, value.method(), value.arguments());
            }
            try (var lines = explain.executeQuery()) {
                found.add(read(lines));
            }
        }
        if (found.size() == 1) {
            found.add("for any values:\n" + explainForAnyValues(connection, sql));
        }
    }

    private static String explaining(String sql) {
        return DOES_SOMETHING.matcher(LOCKS.matcher(sql).replaceAll("")).find()
                ? "EXPLAIN "
                : "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) ";
    }

    private static String explainForAnyValues(Connection connection, String sql) throws SQLException {
        var values = sql.chars().filter(character -> character == '?').count();
        var nulls = values == 0
                ? ""
                : Stream.generate(() -> "NULL").limit(values).collect(Collectors.joining(", ", "(", ")"));
        try (var statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE explained AS " + numbered(sql));
            try (var lines = statement.executeQuery("EXPLAIN EXECUTE explained" + nulls)) {
                return read(lines);
            } finally {
                statement.execute("DEALLOCATE explained");
                statement.execute("RESET plan_cache_mode");
            }
        }
    }

    /** With the parameters as the server knows them. */
    private static String numbered(String sql) {
        var number = new AtomicInteger();
        return Pattern.compile("\\?").matcher(sql).replaceAll(found -> "\\$" + number.incrementAndGet());
    }

    private static String read(ResultSet lines) throws SQLException {
        var plan = new StringBuilder();
        while (lines.next()) {
            plan.append(lines.getString(1)).append('\n');
        }
        return plan.toString();
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
