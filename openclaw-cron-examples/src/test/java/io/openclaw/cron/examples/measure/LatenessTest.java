package io.openclaw.cron.examples.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void percentilesAreThoseOfTheSortedCalls() {
        var lateness = Lateness.of(
                IntStream.rangeClosed(1, 1_000).mapToObj(millis -> new Lateness.Cell(1, millis * 1_000_000L)));

        assertThat(lateness.percentileMillis(500)).isEqualTo(500);
        assertThat(lateness.percentileMillis(999)).isEqualTo(999);
        assertThat(lateness.percentileMillis(1_000)).isEqualTo(1_000);
        assertThat(lateness.flawless()).isTrue();
    }

    @Test
    void missedDoubledAndEarlyCallsAreCounted() throws Exception {
        var grid = new FireGrid(NOON, 2, 2);
        grid.called(0, NOON, NOON.minusMillis(1));
        grid.called(1, NOON, NOON.plusMillis(3));
        grid.called(1, NOON, NOON.plusMillis(9));
        grid.called(0, NOON.plusSeconds(1), NOON.plusSeconds(1));
        grid.called(0, NOON.plusSeconds(2), NOON.plusSeconds(2));
        grid.called(0, NOON.minusSeconds(1), NOON);
        grid.awaitAllCalled(Duration.ZERO);

        var lateness = grid.lateness(0, 2);

        assertThat(lateness.expected()).isEqualTo(4);
        assertThat(lateness.missed()).isEqualTo(1);
        assertThat(lateness.doubled()).isEqualTo(1);
        assertThat(lateness.early()).isEqualTo(1);
        assertThat(lateness.percentileMillis(1_000)).isEqualTo(3);
        assertThat(lateness.flawless()).isFalse();
        assertThat(grid.lateness(1, 2).early()).isZero();
    }

    @Test
    void withoutACallThereIsNoPercentile() {
        assertThat(new FireGrid(NOON, 1, 1).lateness(0, 1).percentileMillis(500))
                .isZero();
    }
}
