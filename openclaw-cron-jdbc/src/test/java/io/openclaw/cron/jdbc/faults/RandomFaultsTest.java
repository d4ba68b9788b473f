package io.openclaw.cron.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two hundred jobs on a database whose every statement, commit, rollback and close fails with probability 0.2, before or after
 * the server has done it.
 *
 * <p>{@code -Dcron.test.faults.seconds=60} makes it longer, {@code -Dcron.test.faults.seed=N} begins a run like that of the seed.
 * {@code -Dcron.test.faults.products=H2_FILE,H2_MEMORY} draws them on H2, whose connections do not fail in earnest: it runs in the
 * process. Once in a hundred runs it then says of itself that "an old transaction with the same id is still open", for good.
 */
class RandomFaultsTest {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("cron.test.faults.seconds", 4));
    private static final Duration REST = Duration.ofMinutes(1);
    private static final double PROBABILITY = 0.2;

    private static Stream<TestProduct> products() {
        return Pattern.compile(",")
                .splitAsStream(System.getProperty("cron.test.faults.products", "POSTGRESQL"))
                .map(TestProduct::valueOf);
    }

    @ParameterizedTest
    @MethodSource("products")
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
