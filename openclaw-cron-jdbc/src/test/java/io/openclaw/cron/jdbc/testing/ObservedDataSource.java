package io.openclaw.cron.jdbc.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A data source that notes what is called on its connections. */
public final class ObservedDataSource {
    private final DataSource dataSource;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Notes what is called on the connections of another one. */
    public ObservedDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The one to be used. */
    public DataSource asDataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            var result = call(dataSource, method, arguments);
            return result instanceof Connection connection ? observed(connection) : result;
        });
    }

    /**
     * What an action calls on connections, by the names of methods. Statements end transactions where {@code commit} is not among them.
     * That it is asked whether there is a transaction is left out.
     */
    public List<String> callsOf(Runnable action) {
        calls.clear();
        action.run();
        return calls.stream().filter(call -> !call.equals("getAutoCommit")).toList();
    }

    private Connection observed(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            calls.add(method.getName());
            return call(connection, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ObservedDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
