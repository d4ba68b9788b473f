package io.openclaw.cron.jdbc.internal;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.StoreListener;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class PostgresSignalsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final HikariDataSource pool = database.newPool(1);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Notifier notifier = new Notifier(Dialect.POSTGRESQL, database.schema());
    private final PostgresSignals signals = new PostgresSignals(pool, notifier, this::greet);

    @AfterEach
    void close() {
        signals.close();
        pool.close();
        database.close();
    }

    @Test
    void theFirstWaitEndsWhenItListensAndTheNextWhenThereIsASignal() {
        signals.await(listener(), LONG);
        assertThat(heard).containsExactly("missed");

        var waiting = waiting();
        tellOfWork();

        waiting.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(heard).containsExactly("missed", "work");
    }

    @Test
    void aWaitEndsAtItsLimit() {
        signals.await(listener(), LONG);

        signals.await(listener(), Duration.ofMillis(150));

        assertThat(heard).containsExactly("missed");
    }

    @Test
    void closingEndsAWaitAndTheConnectionIsGivenBackAsItWas() throws Exception {
        signals.await(listener(), LONG);
        var waiting = waiting();
        var listening = listeningProcess();

        signals.close();

        waiting.get(5, TimeUnit.SECONDS);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(
                        "SELECT pg_backend_pid(), (SELECT count(*) FROM pg_listening_channels())")) {
            answer.next();
            assertThat(answer.getInt(1)).isEqualTo(listening);
            assertThat(answer.getInt(2)).isZero();
        }
    }

    @Test
    void closingEndsAWaitThatNoNotificationReachesAndNobodyGetsTheConnection() throws Exception {
        var unreachable = new PostgresSignals(pool, notifier, () -> {
            throw new CronStoreException("away", null);
        });
        unreachable.await(listener(), LONG);
        var waiting = CompletableFuture.runAsync(() -> unreachable.await(listener(), LONG));
        var listening = listeningProcess();

        unreachable.close();

        waiting.get(60, TimeUnit.SECONDS);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        try (var connection = pool.getConnection()) {
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isNotEqualTo(listening);
        }
    }

    @Test
    void closingWhileTheConnectionIsBeingOpenedDoesNotWaitForItAndGivesItBack() throws Exception {
        CompletableFuture<Void> opening;
        try (var onlyOne = pool.getConnection()) {
            opening = waiting();
            eventually().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);

            signals.close();

            assertThat(onlyOne.isClosed()).isFalse();
            assertThat(opening).isNotDone();
        }
        opening.get(5, TimeUnit.SECONDS);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aFailureOfAWaitThatIsClosedIsNotThrown() throws Exception {
        var trying = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var failing = new PostgresSignals(failing(trying, closed), notifier, this::greet);
        var waiting = CompletableFuture.runAsync(() -> failing.await(listener(), LONG));
        trying.await();

        failing.close();
        closed.countDown();

        waiting.get(60, TimeUnit.SECONDS);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsClosedDoesNotListenAgain() {
        signals.close();

        signals.await(listener(), LONG);

        assertThat(heard).isEmpty();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        signals.close();
    }

    private void greet() {
        jdbi().useTransaction(notifier::greet);
    }

    private CompletableFuture<Void> waiting() {
        return CompletableFuture.runAsync(() -> signals.await(listener(), LONG));
    }

    /** Says when it is asked for a connection, and refuses it when told to. */
    private static DataSource failing(CountDownLatch asked, CountDownLatch refuse) {
        return (DataSource) Proxy.newProxyInstance(
                PostgresSignalsTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    asked.countDown();
                    refuse.await();
                    throw new SQLException("The database is away");
                });
    }

    private void tellOfWork() {
        var other = new Notifier(Dialect.POSTGRESQL, database.schema());
        jdbi().useTransaction(handle -> other.send(handle, Signal.WORK));
    }

    /** The process of the server that listens. */
    private int listeningProcess() {
        return jdbi().withHandle(handle -> handle.createQuery("SELECT pid FROM pg_stat_activity WHERE query = :listen")
                .bind("listen", "LISTEN openclaw_cron_" + database.schema())
                .mapTo(Integer.class)
                .one());
    }

    private Jdbi jdbi() {
        return Jdbi.create(database.dataSource());
    }

    private StoreListener listener() {
        return new StoreListener() {
            @Override
            public void workChanged() {
                heard.add("work");
            }

            @Override
            public void withdrawn(List<OwnedExecution> executions) {
                heard.add("withdrawn");
            }

            @Override
            public void cancelRequested(Set<UUID> executionIds) {
                heard.add("cancelRequested");
            }

            @Override
            public void missed() {
                heard.add("missed");
            }
        };
    }
}
