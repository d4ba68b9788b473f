package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.JobCount;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneJobInsertionTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final List<String> calls = new ArrayList<>();
    private final JdbcCronStore store = new JdbcCronStore(observed(), database.schema());

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void aJobIsOneStatementAndOneTransactionEvenIfOthersAreToldOfIt() {
        store.insertJobs(List.of(job("first")));
        calls.clear();

        store.insertJobs(List.of(job("second")));

        assertThat(calls)
                .filteredOn(call -> !call.equals("getAutoCommit"))
                .containsExactly("prepareStatement", "close");
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(2, 2));
    }

    @Test
    void whatHasItsIdOrItsKeyIsNamedAndNothingIsCounted() {
        var first = job("first");
        store.insertJobs(List.of(first));

        assertThatThrownBy(() -> store.insertJobs(
                        List.of(first.toBuilder().jobKey("another").build())))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("There is a job " + first.jobId() + " already");
        assertThatThrownBy(() -> store.insertJobs(List.of(job("first")))).isInstanceOf(JobConflictException.class);
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(1, 1));
    }

    @Test
    void whatIsWrittenIsCommittedWhereADataSourceHasAutoCommitOff() {
        DataSource inTransactions = proxy(DataSource.class, (proxy, method, arguments) -> {
            var result = call(database.dataSource(), method, arguments);
            if (result instanceof Connection connection) {
                connection.setAutoCommit(false);
            }
            return result;
        });
        var other = new JdbcCronStore(inTransactions, database.schema());

        other.insertJobs(List.of(job("first")));
        other.insertJobs(List.of(job("second"), job("third")));

        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(3, 3));
    }

    private static CronJob job(String key) {
        return CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .jobKey(key)
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("report")
                .nextRun(NOON)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }

    /** Notes what is called on connections. */
    private DataSource observed() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            var result = call(database.dataSource(), method, arguments);
            return result instanceof Connection connection ? observed(connection) : result;
        });
    }

    private Connection observed(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            calls.add(method.getName());
            return call(connection, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(OneJobInsertionTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
