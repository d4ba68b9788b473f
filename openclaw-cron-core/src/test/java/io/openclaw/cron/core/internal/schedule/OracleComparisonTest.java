package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random schedules against a search that looks at every second.
 *
 * <p>10,000 samples by default. For a long run: {@code mvn -pl openclaw-cron-core -am test -Dtest=OracleComparisonTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dcron.oracle.samples=1000000}, and {@code -Dcron.oracle.seed} for other
 * ones.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // a million samples take longer than the default allows
class OracleComparisonTest {
    private static final long SAMPLES = Long.getLong("cron.oracle.samples", 10_000);
    private static final long SEED = Long.getLong("cron.oracle.seed", 20_261_122L);
    private static final int SAMPLES_PER_BATCH = 1_000;
    private static final int SAMPLES_PER_SCHEDULE = 4;

    @Test
    void randomSchedulesFireWhenTheOracleSaysSo() {
        long batches = (SAMPLES + SAMPLES_PER_BATCH - 1) / SAMPLES_PER_BATCH;

        long compared =
                LongStream.range(0, batches).parallel().map(this::compareBatch).sum();

        assertThat(compared).isGreaterThanOrEqualTo(SAMPLES);
    }

    private long compareBatch(long batch) {
        var expressions = new CronExpressions();
        var random = new RandomSchedules(SEED + batch);
        for (int i = 0; i < SAMPLES_PER_BATCH / SAMPLES_PER_SCHEDULE; i++) {
            var expression = random.expression();
            var zone = random.zone();
            var times = expressions.fireTimes(expression, zone);
            var oracle = new FireTimeOracle(expression, zone);
            for (int j = 0; j < SAMPLES_PER_SCHEDULE; j++) {
                var after = random.instant(zone);
                var context = "seed %d, batch %d: '%s' in %s after %s".formatted(SEED, batch, expression, zone, after);
                compare(times, oracle, after, context);
            }
        }
        return SAMPLES_PER_BATCH;
    }

    private static void compare(FireTimes times, FireTimeOracle oracle, Instant after, String context) {
        var expected = oracle.next(after);
        assertThat(times.next(after)).as(context).isEqualTo(expected);
        if (expected.isEmpty()) {
            assertThat(times.canFire()).as(context).isFalse();
            return;
        }
        // The same fact seen backwards: nothing fires before it, and it fires once.
        long start = after.getEpochSecond();
        long fire = expected.get().getEpochSecond();
        assertThat(times.latestEpochSecond(start, fire)).as(context).isEqualTo(fire);
        assertThat(times.latestEpochSecond(start, fire - 1)).as(context).isEqualTo(FireTimes.NEVER);
        assertThat(times.between(after, expected.get()))
                .as(context)
                .contains(new FireRange(1, expected.get(), expected.get()));
        assertThat(times.between(after, expected.get().minusSeconds(1)))
                .as(context)
                .isEmpty();
    }
}
