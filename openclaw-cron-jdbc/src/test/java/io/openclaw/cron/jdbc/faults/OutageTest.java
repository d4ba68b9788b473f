package io.openclaw.cron.jdbc.faults;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronHealth;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.StoppablePostgres;
import io.openclaw.cron.jdbc.testing.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL is stopped under load, for longer than a node may believe in what it owns, and started again.
 *
 * <p>{@code -Dcron.test.outage.seconds=20} is an outage with the engine's own durations.
 */
class OutageTest {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("cron.test.outage.seconds", 4));
    private static final Duration REST = Duration.ofSeconds(60);

    @Test
    void anOutageLosesNothingAndDoublesNothingAndIsLoggedTwice() {
        var name = "outage-" + System.nanoTime();
        var log = new TestLog(name);
        // As 6 s and 8 s are to 20 s.
        var settings = Load.settings(name)
                .heartbeat(LENGTH.dividedBy(20))
                .selfFenceAfter(LENGTH.multipliedBy(6).dividedBy(20))
                .deadAfter(LENGTH.multipliedBy(8).dividedBy(20))
                .build();
        try (var server = new StoppablePostgres()) {
            var database = server.database();
            var store = new JdbcCronStore(database.dataSource(), database.schema());
            try (var load = new Load(database, store, settings).start()) {
                var random = new SplittableRandom(1);
                load.runByHandUntil(Instant.now().plusSeconds(2), random);
                server.stop();
                var stopped = Instant.now();
                load.runByHandUntil(stopped.plus(LENGTH.dividedBy(2)), random);
                assertThat(load.cron.health().status()).isEqualTo(CronHealth.Status.DOWN);
                assertThat(load.cron.health().problems().get(0)).startsWith("The store does not answer: ");
                load.runByHandUntil(stopped.plus(LENGTH), random);
                server.start();
                load.comeToRest(REST);

                var books = new Books(load);
                System.out.printf("%s: %d executions, %d calls%n", name, books.executions(), books.calls());
                books.check(true);
                eventually()
                        .untilAsserted(() -> assertThat(log.linesOf("StoreAvailability"))
                                .as("one when it goes, one when it is back")
                                .hasSize(2));
                // One that a newer fire has replaced before its start was recorded is refused, outage or not.
                assertThat(log.warnings())
                        .filteredOn(line -> !line.contains("RecordFeedback - "))
                        .as("that it is away, and that the node stops what it runs, which a slow machine may repeat")
                        .hasSizeLessThan(10);
            }
        }
    }
}
