package io.openclaw.cron.jdbc.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes arrays of the driver's own class out of what goes to the server. Of one data source; thread-safe. */
final class DriverArrays {
    private static final String ARRAY = "org.postgresql.jdbc.PgArray";
    private static final String BASE_CONNECTION = "org.postgresql.core.BaseConnection";

    /** Looked up once, by the first connection. Empty if there is none. */
    private final AtomicReference<@Nullable Optional<Maker>> maker = new AtomicReference<>();

    private record Maker(Class<?> connectionType, Constructor<?> constructor) {}

    /** An array of a type, or null if the driver does not make any of bytes. */
    @Nullable
    Array array(Connection connection, int arrayOid, Supplier<byte[]> bytes) throws SQLException {
        var known = maker.get();
        if (known == null) {
            known = find(connection);
            maker.set(known);
        }
        return known.isEmpty() ? null : make(known.get(), connection, arrayOid, bytes.get());
    }

    private static Optional<Maker> find(Connection connection) throws SQLException {
        var classes = connection.getMetaData().getClass().getClassLoader();
        try {
            var connectionType = Class.forName(BASE_CONNECTION, false, classes);
            var constructor =
                    Class.forName(ARRAY, false, classes).getConstructor(connectionType, int.class, byte[].class);
            return connection.isWrapperFor(connectionType)
                    ? Optional.of(new Maker(connectionType, constructor))
                    : Optional.empty();
        } catch (ReflectiveOperationException other) {
            return Optional.empty();
        }
    }

    private static Array make(Maker maker, Connection connection, int arrayOid, byte[] bytes) throws SQLException {
        try {
            return (Array) maker.constructor.newInstance(connection.unwrap(maker.connectionType), arrayOid, bytes);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("The driver could not make an array", thrown);
        } catch (ReflectiveOperationException other) {
            throw PostgresDriver.missing(ARRAY, other);
        }
    }
}
