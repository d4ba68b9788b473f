package io.openclaw.cron.jdbc.cluster;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** How often a node that works tells others of it. */
class NotificationCountTest {
    private static final Caller ANN = new Caller("acme", "ann");
    private static final int RUNS = 200;
    private static final String WORK = "w;;";
    private static final String LAST = "the-last-one";
    private static final int A_MINUTE_OF_LOOKS = 600;

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final AtomicInteger worthTelling = new AtomicInteger();
    private final AtomicInteger beats = new AtomicInteger();
    private final OpenClawCron working = node("working", this::observe);

    @AfterEach
    void close() {
        working.close();
        database.close();
    }

    @Test
    void aBatchOfOutcomesIsOneNotificationWhileAnotherNodeIsThere() throws SQLException {
        try (var other = node("other", (method, arguments) -> {})) {
            other.drain();

            assertThat(notificationsOfWork()).hasSize(worthTelling.get()).isNotEmpty();
        }
    }

    @Test
    void aNodeThatIsAloneNotifiesNobody() throws SQLException {
        node("other", (method, arguments) -> {}).close();
        var before = beats.get();
        // The first may have been on its way already.
        eventually().until(() -> beats.get() >= before + 2);

        assertThat(notificationsOfWork()).isEmpty();
        assertThat(worthTelling).hasPositiveValue();
    }

    /** Has a backlog drained; returns what was sent meanwhile, for others to claim what there may be. */
    private List<String> notificationsOfWork() throws SQLException {
        working.drain();
        var job = working.manager()
                .createCronJob(CreateCronJobRequest.builder("acme", "ann", "job", "0 0 1 1 *", "note")
                        .overlapPolicy(OverlapPolicy.ALLOW)
                        .build());
        for (var i = 0; i < RUNS; i++) {
            working.manager().triggerManualRun(job.jobId(), ANN);
        }
        try (var connection = database.unpooled().getConnection()) {
            execute(connection, "LISTEN openclaw_cron_" + database.schema());
            worthTelling.set(0);
            working.resume();
            eventually().until(() -> History.nothingIsLive(working));
            // Notifications come in the order of the commits.
            execute(connection, "NOTIFY openclaw_cron_" + database.schema() + ", '" + LAST + "'");
            return received(connection).stream()
                    .filter(text -> text.endsWith(" " + WORK))
                    .toList();
        }
    }

    /** Counts the transactions after which there may be more for others to claim. */
    private void observe(String method, Object[] arguments) {
        switch (method) {
            case "record" -> {
                if (((List<?>) arguments[1])
                        .stream()
                                .map(CronExecution.class::cast)
                                .anyMatch(report -> report.status() != CronExecutionStatus.RUNNING)) {
                    worthTelling.incrementAndGet();
                }
            }
            // What a slow machine could not start in time.
            case "release", "releaseClaim" -> worthTelling.incrementAndGet();
            case "heartbeat" -> beats.incrementAndGet();
            default -> {}
        }
    }

    private static List<String> received(Connection connection) throws SQLException {
        var all = new ArrayList<String>();
        for (var look = 0; look < A_MINUTE_OF_LOOKS; look++) {
            for (var notification : connection.unwrap(PGConnection.class).getNotifications(100)) {
                if (notification.getParameter().equals(LAST)) {
                    return all;
                }
                all.add(notification.getParameter());
            }
        }
        throw new AssertionError("The last notification has not come");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private OpenClawCron node(String name, BiConsumer<String, Object[]> observer) {
        var cron = OpenClawCron.builder()
                .skillExecutor(new SkillRegistry().register("note", (request, context) -> SkillResult.empty()))
                .store(Stores.observed(new JdbcCronStore(database.dataSource(), database.schema()), observer))
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .heartbeat(Duration.ofMillis(200))
                        .selfFenceAfter(Duration.ofMinutes(1))
                        .deadAfter(Duration.ofMinutes(2))
                        .build())
                .build();
        cron.start();
        return cron;
    }
}
