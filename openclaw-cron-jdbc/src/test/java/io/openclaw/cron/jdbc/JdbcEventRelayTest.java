package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of one process reach another through the database. */
class JdbcEventRelayTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final EventSource SOURCE = new EventSource("acme", "ann", UUID.randomUUID(), UUID.randomUUID());

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final List<CronEvent> heardByA = new CopyOnWriteArrayList<>();
    private final List<CronEvent> heardByB = new CopyOnWriteArrayList<>();
    private JdbcEventRelay relayA;
    private JdbcEventRelay relayB;

    @BeforeEach
    void open() {
        relayA = new JdbcEventRelay(database.dataSource(), database.schema(), heardByA::add);
        relayB = new JdbcEventRelay(database.dataSource(), database.schema(), heardByB::add);
        eventually().until(() -> listeners() == 2);
    }

    @AfterEach
    void close() {
        relayA.close();
        relayB.close();
        database.close();
    }

    @Test
    void eventsReachTheOtherProcessInOrderAndNotTheirOwn() {
        var events = IntStream.range(0, 2_000)
                .mapToObj(i -> progress(i % 101, "step " + i))
                .toList();

        events.forEach(relayA::publish);

        eventually().until(() -> heardByB.size() == events.size());
        assertThat(heardByB).isEqualTo(events);
        assertThat(heardByA).isEmpty();
    }

    @Test
    void anEventThatIsTooLongForANotificationGoesByReference() {
        var event =
                new CronCompleted(SOURCE, NOON, "job", Duration.ofMillis(5), Map.of("text", "\u00e9".repeat(100_000)));

        relayA.publish(event);
        relayA.publish(progress(1, "after it"));

        eventually().until(() -> heardByB.size() == 2);
        assertThat(heardByB).containsExactly(event, progress(1, "after it"));
    }

    @Test
    void whatIsPutAsideIsDeletedAfterAWhile() {
        var event = new CronCompleted(SOURCE, NOON, "job", Duration.ofMillis(5), Map.of("text", "x".repeat(10_000)));
        relayA.publish(event);
        eventually().until(() -> heardByB.size() == 1);
        jdbi().useHandle(handle -> handle.execute(
                "UPDATE " + database.schema() + ".cron_events SET created_at = created_at - INTERVAL '1' HOUR"));

        relayA.publish(event);

        eventually().until(() -> heardByB.size() == 2);
        assertThat(jdbi().<Integer, RuntimeException>withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM " + database.schema() + ".cron_events")
                        .mapTo(Integer.class)
                        .one()))
                .isEqualTo(1);
    }

    @Test
    void aTakerThatThrowsMissesNothingElse() {
        try (var relayC = new JdbcEventRelay(database.dataSource(), database.schema(), event -> {
            heardByA.add(event);
            throw new IllegalStateException("broken");
        })) {
            eventually().until(() -> listeners() == 3);
            relayB.publish(progress(1, "one"));
            relayB.publish(progress(2, "two"));

            // Relay A hears both as well.
            eventually().until(() -> heardByA.size() == 4);
            assertThat(relayC.dropped()).isZero();
        }
    }

    @Test
    void aRelayWhoseConnectionWasCutHearsAgain() {
        var before = listenerIds();
        jdbi().useHandle(handle -> before.forEach(pid -> handle.createQuery("SELECT pg_terminate_backend(:pid)")
                .bind("pid", pid)
                .mapTo(Boolean.class)
                .one()));
        // New ones: for a moment those that were cut are still to be seen.
        eventually().until(() -> {
            var now = listenerIds();
            return now.size() == 2 && now.stream().noneMatch(before::contains);
        });

        relayA.publish(progress(1, "again"));

        eventually().until(() -> heardByB.size() == 1);
    }

    @Test
    void closingSendsWhatWaits() {
        IntStream.range(0, 500).forEach(i -> relayA.publish(progress(1, "step " + i)));
        relayA.close();

        eventually().until(() -> heardByB.size() == 500);
        assertThat(relayA.dropped()).isZero();
    }

    @Test
    void whatARelayHasNotReadIsNotHeardByTheNextOneOnItsConnection() {
        relayA.close();
        relayB.close();
        try (var pool = database.newPool(2)) {
            for (var round = 0; round < 20; round++) {
                try (var relay = new JdbcEventRelay(pool, database.schema(), heardByA::add)) {
                    eventually().until(() -> listeners() == 1);
                    // It hears these as well, and is closed before it has read all that.
                    IntStream.range(0, 200).forEach(i -> relay.publish(progress(1, "step " + i)));
                }
            }
        }
        assertThat(heardByA).isEmpty();
    }

    @Test
    void itNeedsADatabaseThatProcessesShare() {
        try (var h2 = TestProduct.H2_MEMORY.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new JdbcEventRelay(h2.dataSource(), h2.schema(), event -> {}))
                    .withMessageContaining("h2");
        }
    }

    private static SkillProgress progress(int percent, String message) {
        return new SkillProgress(SOURCE, NOON, "stage", percent, message);
    }

    private int listeners() {
        return listenerIds().size();
    }

    private List<Integer> listenerIds() {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT pid FROM pg_stat_activity WHERE query = :listen AND state = 'idle'")
                .bind("listen", listen())
                .mapTo(Integer.class)
                .list());
    }

    private String listen() {
        return "LISTEN openclaw_cron_events_" + database.schema();
    }

    private Jdbi jdbi() {
        return Jdbi.create(database.dataSource());
    }
}
