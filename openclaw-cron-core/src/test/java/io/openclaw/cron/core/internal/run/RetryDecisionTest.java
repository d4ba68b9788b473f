package io.openclaw.cron.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDecisionTest {
    @Test
    void theDelayDoublesWithEachAttemptUpToThirtySeconds() {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(attempt -> delay(Duration.ofSeconds(1), attempt)))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
    }

    @Test
    void aLongDelayIsCutAtOnceAndNeverOverflows() {
        assertThat(delay(Duration.ofDays(1), 1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(delay(Duration.ofNanos(1), 100)).isEqualTo(Duration.ofSeconds(30));
        assertThat(delay(Duration.ofSeconds(30), 1)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noDelayStaysNone() {
        assertThat(delay(Duration.ZERO, 50)).isZero();
    }

    @Test
    void itVariesByAFifthEitherWay() {
        var delay = Duration.ofSeconds(10);
        assertThat(new RetryDecision(delay, () -> 0).delayAfter(1, 3)).contains(Duration.ofSeconds(8));
        assertThat(new RetryDecision(delay, () -> 1).delayAfter(1, 3)).contains(Duration.ofSeconds(12));
        var random = new Random(1);
        var varied = new RetryDecision(delay, random::nextDouble);
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> varied.delayAfter(3, 3).orElseThrow()))
                .allSatisfy(some -> assertThat(some).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36)))
                .anySatisfy(some -> assertThat(some).isLessThan(Duration.ofSeconds(25)))
                .anySatisfy(some -> assertThat(some).isGreaterThan(Duration.ofSeconds(35)));
    }

    @Test
    void threeRetriesMeanFourAttempts() {
        var decision = new RetryDecision(Duration.ofSeconds(1), () -> 0.5);
        assertThat(decision.delayAfter(3, 3)).isPresent();
        assertThat(decision.delayAfter(4, 3)).isEmpty();
    }

    @Test
    void noRetriesMeanOneAttempt() {
        assertThat(new RetryDecision(Duration.ofSeconds(1), () -> 0.5).delayAfter(1, 0))
                .isEmpty();
    }

    private static Duration delay(Duration first, int attempt) {
        return new RetryDecision(first, () -> 0.5).delayAfter(attempt, 100).orElseThrow();
    }
}
