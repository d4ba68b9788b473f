package io.openclaw.cron.core.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationTotalsTest {
    private final DurationTotals totals = new DurationTotals();

    @Test
    void areZeroAtFirst() {
        assertThat(totals.sum()).isZero();
        assertThat(totals.longest()).isZero();
    }

    @Test
    void areExactBelowAndAboveZero() {
        var random = new Random(1);
        var expected = Duration.ZERO;
        var longest = Duration.ZERO;
        for (var i = 0; i < 10_000; i++) {
            var more = Duration.ofNanos(random.nextLong());
            expected = expected.plus(more);
            totals.add(more);
            assertThat(totals.sum()).isEqualTo(expected);
            longest = longest.compareTo(more) < 0 ? more : longest;
        }
        assertThat(totals.longest()).isEqualTo(longest);
    }

    @Test
    void goBeyondWhatNanosecondsCanTell() {
        var centuries = Duration.ofDays(100_000).plusNanos(999_999_999);
        for (var i = 0; i < 1_000; i++) {
            totals.add(centuries);
        }
        assertThat(totals.sum()).isEqualTo(centuries.multipliedBy(1_000));
    }

    @Test
    void twoOfThemAddUp() {
        var other = new DurationTotals();
        totals.add(Duration.ofNanos(-1));
        other.add(Duration.ofMillis(1_500));
        other.add(Duration.ofMillis(700));
        totals.add(other);
        assertThat(totals.sum()).isEqualTo(Duration.ofMillis(2_200).minusNanos(1));
        assertThat(totals.longest()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(other.sum()).isEqualTo(Duration.ofMillis(2_200));
    }
}
