package io.openclaw.cron.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two hundred jobs on a database whose every statement, commit, rollback and close fails with probability 0.2, before or after
 * the server has done it.
 *
 * <p>{@code -Dcron.test.faults.seconds=60} makes it longer, {@code -Dcron.test.faults.seed=N} begins a run like that of the seed.
 */
class RandomFaultsTest {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("cron.test.faults.seconds", 4));
    private static final Duration REST = Duration.ofSeconds(30);
    private static final double PROBABILITY = 0.2;

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingIsDoubled(TestProduct product) {
        var seed = Long.getLong("cron.test.faults.seed", System.nanoTime());
        var story = product + " -Dcron.test.faults.seed=" + seed;
        try (var database = product.open()) {
            var line = new FaultyLine(database.dataSource());
            var books = runThroughFaults(story, seed, line, database);
            assertThat(books.executions()).as(story).isGreaterThan(200);
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(story, failure);
        }
    }

    private static Books runThroughFaults(String story, long seed, FaultyLine line, TestDatabase database) {
        var faults = new RandomFaults(seed, PROBABILITY);
        var store = new JdbcCronStore(line.dataSource(), database.schema());
        var settings = Load.settings("faults-" + database.product()).build();
        try (var load = new Load(database, store, settings).start()) {
            line.breakBy(faults);
            load.runByHandUntil(Instant.now().plus(LENGTH), new SplittableRandom(seed));
            line.mend();
            load.comeToRest(REST);
            var books = new Books(load);
            System.out.printf(
                    "%s: %d faults, %d executions, %d calls%n",
                    story, faults.made(), books.executions(), books.calls());
            books.check(database.product().dialect().shared());
            return books;
        } finally {
            line.mend();
        }
    }
}
