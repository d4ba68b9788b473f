package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private final ManualClock clock = ManualClock.at(NOON);
    private final Permits permits = new Permits(2, new ManualTime(clock));

    @Test
    void asManyAreTakenAsThereAre() {
        assertThat(permits.free()).isEqualTo(2);
        assertThat(permits.tryTake()).isTrue();
        assertThat(permits.tryTake()).isTrue();
        assertThat(permits.free()).isZero();
        assertThat(permits.tryTake()).isFalse();
        permits.giveBack();
        assertThat(permits.free()).isEqualTo(1);
        assertThat(permits.tryTake()).isTrue();
    }

    @Test
    void endsAreRememberedForAQuarterOfASecond() {
        takeAndGiveBack(3);
        clock.advance(Duration.ofMillis(100));
        takeAndGiveBack(2);
        assertThat(permits.endedLately()).isEqualTo(5);
        clock.advance(Duration.ofMillis(150));
        assertThat(permits.endedLately()).isEqualTo(5);
        clock.advance(Duration.ofMillis(1));
        assertThat(permits.endedLately()).isEqualTo(2);
        clock.advance(Duration.ofMillis(100));
        assertThat(permits.endedLately()).isZero();
    }

    @Test
    void theEndsOfTheSameMillisecondAreCountedTogether() {
        for (var i = 0; i < 1_000; i++) {
            takeAndGiveBack(1);
            clock.advance(Duration.ofNanos(10_000));
        }
        assertThat(permits.endedLately()).isEqualTo(1_000);
        clock.advance(Duration.ofMillis(260));
        assertThat(permits.endedLately()).isZero();
    }

    @Test
    void asManyWillEndSoonAsHaveEndedLately() {
        takeAndGiveBack(3);
        assertThat(permits.endingSoon()).isEqualTo(3);
        clock.advance(Duration.ofMillis(251));
        assertThat(permits.endingSoon()).isZero();
    }

    @Test
    void whereAllPermitsWereFreedAgainAndAgainAsManyWillEndSoonAsIsTheirRate() {
        takeAndGiveBack(4);
        assertThat(permits.endingSoon()).isEqualTo(4 * 5);
        clock.advance(Duration.ofMillis(100));
        takeAndGiveBack(4);
        assertThat(permits.endingSoon()).isEqualTo(8 * 250 / 100);
        clock.advance(Duration.ofMillis(150));
        assertThat(permits.endingSoon()).isEqualTo(8);
    }

    private void takeAndGiveBack(int times) {
        for (var i = 0; i < times; i++) {
            assertThat(permits.tryTake()).isTrue();
            permits.giveBack();
        }
    }
}
