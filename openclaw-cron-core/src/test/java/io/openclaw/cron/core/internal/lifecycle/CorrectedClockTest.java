package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorrectedClockTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final ManualClock host = ManualClock.at(NOON);
    private final ManualTime time = new ManualTime(host);
    private final CorrectedClock clock = new CorrectedClock(time);

    @BeforeEach
    void measureOnce() {
        exactly(Duration.ZERO);
    }

    @Test
    void beforeAnyMeasurementItIsTheHostsClock() {
        var unmeasured = new CorrectedClock(time);
        host.advance(Duration.ofSeconds(5));
        assertThat(unmeasured.now()).isEqualTo(NOON.plusSeconds(5));
        assertThat(unmeasured.offset()).isZero();
    }

    @Test
    void theFirstMeasurementCountsAtOnceHoweverSmallItIs() {
        var fresh = new CorrectedClock(time);
        fresh.measured(NOON, NOON, NOON.minusMillis(400));
        assertThat(fresh.offset()).isEqualTo(Duration.ofMillis(-400));
    }

    @Test
    void theFirstMeasurementCountsEvenIfTheHostsClockMightBeRight() {
        var fresh = new CorrectedClock(time);
        fresh.measured(NOON, NOON.plusMillis(400), NOON.plusMillis(100));
        assertThat(fresh.offset()).isEqualTo(Duration.ofMillis(-300));
    }

    @Test
    void aCorrectionForwardIsMadeAtOnce() {
        exactly(Duration.ofMillis(100));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void itIsOffFromMoreThanASecondOn() {
        exactly(Duration.ofSeconds(-5));
        assertThat(clock.isOff()).isTrue();
        exactly(Duration.ofSeconds(1).minusMillis(1));
        assertThat(clock.isOff()).isFalse();
    }

    @Test
    void anOffsetWithinTheBoundsOfAMeasurementIsLeftAlone() {
        clock.measured(NOON, NOON.plusMillis(40), NOON.plusMillis(40));
        clock.measured(NOON, NOON.plusMillis(40), NOON);
        host.advance(Duration.ofMinutes(1));
        assertThat(clock.offset()).isZero();
    }

    @Test
    void aSmallCorrectionBackTakesTwentyTimesAsLongAsItIsLarge() {
        exactly(Duration.ofMillis(-100));
        assertThat(clock.offset()).isZero();
        host.advance(Duration.ofSeconds(1));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-50));
        assertThat(clock.now()).isEqualTo(NOON.plusMillis(950));
        host.advance(Duration.ofSeconds(1));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-100));
        host.advance(Duration.ofSeconds(60));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-100));
    }

    @Test
    void itGoesToTheBoundWithWhichItIsNeverAheadOfTheStore() {
        clock.measured(NOON, NOON.plusMillis(40), NOON.plusMillis(140));
        host.advance(Duration.ofMinutes(1));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(100));

        var now = host.instant();
        clock.measured(now, now.plusMillis(40), now.minusMillis(60));
        host.advance(Duration.ofMinutes(1));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-100));
    }

    @Test
    void whileItIsSlewedTimeNeitherStandsStillNorGoesBack() {
        exactly(Duration.ofMillis(-900));
        var before = clock.now();
        for (var i = 0; i < 20_000; i++) {
            host.advance(Duration.ofMillis(1));
            var now = clock.now();
            assertThat(Duration.between(before, now)).isBetween(Duration.ofNanos(950_000), Duration.ofMillis(1));
            before = now;
        }
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-900));
    }

    @Test
    void aSecondBackIsStillSlewedAndMoreIsMadeAtOnce() {
        exactly(Duration.ofSeconds(-1));
        assertThat(clock.offset()).isZero();
        exactly(Duration.ofSeconds(-1).minusNanos(1_000));
        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(-1).minusNanos(1_000));
    }

    @Test
    void aClockThatWasSetForwardIsCorrectedBackAtOnce() {
        exactly(Duration.ofHours(-3));
        assertThat(clock.now()).isEqualTo(NOON.minus(Duration.ofHours(3)));
    }

    @Test
    void aMeasurementDuringACorrectionGoesOnFromThere() {
        exactly(Duration.ofMillis(-100));
        host.advance(Duration.ofSeconds(1));
        exactly(Duration.ofMillis(-75));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-50));
        host.advance(Duration.ofMillis(500));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-75));
        host.advance(Duration.ofSeconds(1));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-75));
    }

    @Test
    void noiseOfMeasuringOnlyEverBringsItNearerToTheTruth() {
        var random = new Random(20260304);
        var truth = Duration.ofMillis(400);
        var distance = truth;
        for (var i = 0; i < 2_000; i++) {
            var sent = host.instant();
            var roundTrip = random.nextInt(30_000);
            var readAfter = random.nextInt(roundTrip + 1);
            host.advance(micros(roundTrip));
            clock.measured(sent, host.instant(), sent.plus(micros(readAfter)).plus(truth));
            host.advance(Duration.ofMillis(random.nextInt(2_000)));
            var now = truth.minus(clock.offset()).abs();
            assertThat(now).isLessThanOrEqualTo(distance);
            distance = now;
        }
        assertThat(distance).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void aMeasurementDuringWhichTheHostsClockWasSetBackCountsForNothing() {
        clock.measured(NOON, NOON.minusMillis(1), NOON.plusSeconds(100));
        assertThat(clock.offset()).isZero();
    }

    @Test
    void itTellsWholeMicroseconds() {
        exactly(Duration.ofMillis(10));
        host.advance(Duration.ofNanos(12_345_678));
        assertThat(clock.now().getNano() % 1_000).isZero();
    }

    /** A measurement without a round trip. */
    private void exactly(Duration offset) {
        var now = host.instant();
        clock.measured(now, now, now.plus(offset));
    }

    private static Duration micros(int micros) {
        return Duration.ofNanos(micros * 1_000L);
    }
}
