package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays, as the server says that it has them; given to the driver itself, and to one that hides what it is. */
class BinaryArraysTest {
    private static final int UUIDS = 2951;

    private final TestDatabase database = TestProduct.POSTGRESQL.open();

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idsArrive(boolean hidden) {
        var ids = new @Nullable UUID[] {new UUID(0x0123456789abcdefL, 0xfedcba9876543210L), null, new UUID(0, 0)};

        assertThat(asText(hidden, "uuid", ids))
                .isEqualTo("{01234567-89ab-cdef-fedc-ba9876543210,NULL,00000000-0000-0000-0000-000000000000}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void instantsArriveToTheMicrosecondBeforeAndAfter2000(boolean hidden) {
        var instants = new @Nullable Instant[] {
            Instant.parse("2026-03-10T12:00:00.123456Z"),
            null,
            Instant.parse("1999-12-31T23:59:59.999999Z"),
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("2000-01-01T00:00:00.000001500Z")
        };

        assertThat(asText(hidden, "timestamp with time zone", instants))
                .isEqualTo("{\"2026-03-10 12:00:00.123456+00\",NULL,\"1999-12-31 23:59:59.999999+00\","
                        + "\"0001-01-01 00:00:00+00\",\"2000-01-01 00:00:00.000002+00\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsArriveWhateverIsInThem(boolean hidden) {
        var texts = new @Nullable String[] {"é 漢 😀", null, "", "NULL", "a,b{\"c\\", "line\nline"};

        assertThat(asText(hidden, "varchar", texts))
                .isEqualTo("{\"é 漢 😀\",NULL,\"\",\"NULL\",\"a,b{\\\"c\\\\\",\"line\nline\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void numbersAndFlagsArrive(boolean hidden) {
        assertThat(asText(hidden, "integer", new @Nullable Integer[] {Integer.MIN_VALUE, null, 7}))
                .isEqualTo("{-2147483648,NULL,7}");
        assertThat(asText(hidden, "bigint", new @Nullable Long[] {Long.MIN_VALUE, null, Long.MAX_VALUE}))
                .isEqualTo("{-9223372036854775808,NULL,9223372036854775807}");
        assertThat(asText(hidden, "double precision", new @Nullable Double[] {-0.25, null, 1e300}))
                .isEqualTo("{-0.25,NULL,1e+300}");
        assertThat(asText(hidden, "boolean", new @Nullable Boolean[] {true, null, false}))
                .isEqualTo("{t,NULL,f}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arraysOfNothingArrive(boolean hidden) {
        assertThat(asText(hidden, "uuid", new UUID[0])).isEqualTo("{}");
        assertThat(asText(hidden, "varchar", new String[0])).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheServerCannotKeepIsRefused(boolean hidden) {
        assertThatThrownBy(() -> asText(hidden, "varchar", new String[] {"a\0b"}))
                .isInstanceOf(UnableToExecuteStatementException.class);
        assertThatThrownBy(() -> asText(
                        hidden, "timestamp with time zone", new Instant[] {Instant.parse("+300000-01-01T00:00:00Z")}))
                .isInstanceOf(UnableToExecuteStatementException.class);
    }

    @Test
    void theDriverBehindAPoolTakesBytesAndOneThatHidesDoesNot() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var hidden = hiding(database.dataSource()).getConnection()) {
            assertThat(new DriverArrays().array(connection, UUIDS, () -> new byte[0]))
                    .isNotNull();
            assertThat(new DriverArrays().array(hidden, UUIDS, () -> new byte[0]))
                    .isNull();
        }
    }

    private String asText(boolean hidden, String type, Object array) {
        var pool = database.dataSource();
        var jdbi =
                Statements.configure(Jdbi.create(hidden ? hiding(pool) : pool), Dialect.POSTGRESQL, database.schema());
        return jdbi.inTransaction(handle -> {
            // For the transaction alone: the session goes back to a pool that other tests use.
            handle.execute("SET LOCAL TIME ZONE 'UTC'");
            return handle.createQuery("SELECT CAST(CAST(:array AS " + type + " ARRAY) AS text)")
                    .bind("array", array)
                    .mapTo(String.class)
                    .one();
        });
    }

    /** Connections that cannot be unwrapped, as those of a pool or a proxy may be. */
    private static DataSource hiding(DataSource dataSource) {
        return proxy(DataSource.class, dataSource, null);
    }

    private static <T> T proxy(Class<T> type, T target, @Nullable Connection connection) {
        return type.cast(Proxy.newProxyInstance(
                BinaryArraysTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    if (connection != null && method.getName().equals("getConnection")) {
                        return connection;
                    }
                    try {
                        var result = method.invoke(target, arguments);
                        if (result instanceof Connection made) {
                            return proxy(Connection.class, made, null);
                        }
                        return result instanceof PreparedStatement made
                                ? proxy(PreparedStatement.class, made, (Connection) proxy)
                                : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
