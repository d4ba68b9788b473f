package io.openclaw.cron.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openclaw.cron.DurationSummary;
import io.openclaw.cron.OutcomeCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {

    @Test
    void isEmptyWithoutDurations() {
        assertThat(DurationHistogram.EMPTY.count()).isZero();
        assertThat(DurationHistogram.EMPTY.percentile(0.5)).isZero();
        assertThat(DurationHistogram.EMPTY.summary()).isEqualTo(DurationSummary.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999999, 0",
        "1000000, 1",
        "1100000, 1",
        "1200000, 2",
        "2000000, 5",
        "4000000, 9",
        "1024000000, 41"
    })
    void putsADurationIntoItsClass(long nanos, int expected) {
        assertThat(DurationHistogram.classOf(Duration.ofNanos(nanos))).isEqualTo(expected);
    }

    @Test
    void hasAClassForTheLongestRunThereCanBe() {
        assertThat(DurationHistogram.classOf(Duration.ofDays(7))).isBetween(110, 130);
    }

    @Test
    void saysExactlyWhatOneDurationWas() {
        var one = Duration.ofMillis(1_234);

        assertThat(DurationHistogram.of(one).summary()).isEqualTo(new DurationSummary(one, one, one, one, one));
    }

    @Test
    void addsUp() {
        var sum = DurationHistogram.of(Duration.ofMillis(10))
                .plus(DurationHistogram.of(Duration.ofMillis(10)))
                .plus(DurationHistogram.of(Duration.ofMillis(40)));

        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.sum()).isEqualTo(Duration.ofMillis(60));
        assertThat(sum.max()).isEqualTo(Duration.ofMillis(40));
        assertThat(sum.summary().average()).isEqualTo(Duration.ofMillis(20));
        assertThat(DurationHistogram.EMPTY.plus(sum)).isEqualTo(sum);
        assertThat(sum.plus(DurationHistogram.EMPTY)).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.95, 0.99, 1.0})
    void isRightToATenthAboutPercentiles(double share) {
        var random = new Random(4711);
        var durations = new ArrayList<Duration>();
        var histogram = DurationHistogram.EMPTY;
        for (var run = 0; run < 1_000; run++) {
            var duration = Duration.ofNanos((long) (1e6 * Math.pow(10, 1 + 4 * random.nextDouble())));
            durations.add(duration);
            histogram = histogram.plus(DurationHistogram.of(duration));
        }
        Collections.sort(durations);
        var exact = durations.get((int) Math.ceil(share * 1_000) - 1).toNanos();

        // The upper end of a class is at most 19 % above what is in it, and never below.
        assertThat((double) histogram.percentile(share).toNanos() / exact).isBetween(1.0, 1.19);
    }

    @Test
    void neverAnswersMoreThanTheLongest() {
        var histogram =
                DurationHistogram.of(Duration.ofMillis(1_001)).plus(DurationHistogram.of(Duration.ofMillis(1_002)));

        assertThat(histogram.percentile(0.99)).isEqualTo(Duration.ofMillis(1_002));
        assertThat(histogram.percentile(0)).isEqualTo(Duration.ofMillis(1_002));
    }

    @Test
    void keepsItsCountsWhateverBecomesOfTheArray() {
        var counts = new long[] {0, 1};
        var histogram = DurationHistogram.of(counts, Duration.ofMillis(1), Duration.ofMillis(1));
        counts[0] = 1;

        assertThat(histogram.count()).isEqualTo(1);
    }

    @Test
    void tellsTheCountOfEachClass() {
        var histogram = DurationHistogram.of(new long[] {0, 0, 5, 0, 7, 0}, Duration.ofMillis(9), Duration.ofMillis(2));

        assertThat(histogram.classes()).isEqualTo(5);
        assertThat(IntStream.range(0, 8).mapToLong(histogram::count)).containsExactly(0L, 0L, 5L, 0L, 7L, 0L, 0L, 0L);
        assertThat(histogram.count()).isEqualTo(12);
        assertThat(DurationHistogram.EMPTY.classes()).isZero();
    }

    @Test
    void isEqualToOneThatCameAboutInAnotherWay() {
        var sum = DurationHistogram.of(Duration.ofMillis(4))
                .plus(DurationHistogram.of(Duration.ofMillis(1)))
                .plus(DurationHistogram.of(Duration.ofMillis(4)));
        var same = DurationHistogram.of(
                new long[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0}, Duration.ofMillis(9), Duration.ofMillis(4));

        assertThat(sum).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
        assertThat(sum).isNotEqualTo(sum.plus(DurationHistogram.of(Duration.ofMillis(1))));
        assertThat(DurationHistogram.of(new long[] {0, 0}, Duration.ZERO, Duration.ZERO))
                .isEqualTo(DurationHistogram.EMPTY);
    }

    @Test
    void isAddedUpWithTheRestOfAnHour() {
        var noon = Instant.parse("2026-03-01T12:00:00Z");
        var one = rollup(noon, 1, Duration.ofMillis(5));
        var other = rollup(noon.plusSeconds(3_600), 2, Duration.ofMillis(3));

        var sum = one.plus(other);

        assertThat(sum.start()).isEqualTo(noon);
        assertThat(sum.outcomes()).isEqualTo(new OutcomeCounts(3, 0, 0, 0, 0));
        assertThat(sum.durations().count()).isEqualTo(2);
        assertThat(sum.latenessSum()).isEqualTo(Duration.ofMillis(8));
        assertThat(sum.latenessMax()).isEqualTo(Duration.ofMillis(5));
        assertThat(other.plus(one).latenessMax()).isEqualTo(Duration.ofMillis(5));
        assertThat(sum.started()).isEqualTo(3);
        assertThat(sum.tokensUsed()).isEqualTo(30);
        assertThat(sum.costCents()).isEqualTo(300);
        assertThat(OutcomeRollup.none(noon).plus(one)).isEqualTo(one);
        assertThat(List.of(sum.outcomes().successRate()).get(0)).isCloseTo(1.0, within(1e-9));
    }

    private static OutcomeRollup rollup(Instant start, long count, Duration lateness) {
        return new OutcomeRollup(
                start,
                new OutcomeCounts(count, 0, 0, 0, 0),
                DurationHistogram.of(Duration.ofMillis(count)),
                lateness,
                lateness,
                count,
                10 * count,
                100 * count);
    }
}
