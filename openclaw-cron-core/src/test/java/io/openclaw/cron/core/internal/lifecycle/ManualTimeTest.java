package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final ManualClock clock = ManualClock.at(NOON);
    private final ManualTime time = new ManualTime(clock);
    private final List<String> log = new ArrayList<>();

    @Test
    void aTimerRunsWhenItsTimeHasPassedAndNotBefore() {
        time.schedule(Duration.ofSeconds(1), says("now"));
        clock.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(log).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(log).containsExactly("now");
        clock.advance(Duration.ofDays(1));
        assertThat(log).containsExactly("now");
    }

    @Test
    void timersRunInTheOrderOfTheirTimesThenAsTheyWereSet() {
        time.schedule(Duration.ofSeconds(3), says("c"));
        time.schedule(Duration.ofSeconds(1), says("a1"));
        time.schedule(Duration.ofSeconds(2), says("b"));
        time.schedule(Duration.ofSeconds(1), says("a2"));
        clock.advance(Duration.ofSeconds(3));
        assertThat(log).containsExactly("a1", "a2", "b", "c");
    }

    @Test
    void timersRunOnTheThreadThatMovesTheClock() {
        var threads = new ArrayList<Thread>();
        time.schedule(Duration.ofSeconds(1), () -> threads.add(Thread.currentThread()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aTimerOfNoDelayRunsAtOnce() {
        time.schedule(Duration.ZERO, says("zero"));
        time.schedule(Duration.ofSeconds(-1), says("negative"));
        assertThat(log).containsExactly("zero", "negative");
    }

    @Test
    void aCancelledTimerNeverRuns() {
        var first = time.schedule(Duration.ofSeconds(1), says("first"));
        time.schedule(Duration.ofSeconds(1), says("second"));
        first.cancel();
        first.cancel();
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).containsExactly("second");
    }

    @Test
    void aTimerMayCancelOneThatIsDueAtTheSameMoment() {
        var timers = new ArrayList<EngineTime.Timer>();
        time.schedule(Duration.ofSeconds(1), () -> timers.forEach(EngineTime.Timer::cancel));
        timers.add(time.schedule(Duration.ofSeconds(1), says("cancelled")));
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).isEmpty();
    }

    @Test
    void whatATimerSetsRunsWithItIfItIsDueByThen() {
        time.schedule(Duration.ofSeconds(1), () -> {
            log.add("outer");
            time.schedule(Duration.ZERO, says("inner"));
            time.schedule(Duration.ofSeconds(1), says("later"));
        });
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).containsExactly("outer", "inner");
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).containsExactly("outer", "inner", "later");
    }

    @Test
    void settingTheWallClockLetsNoTimePass() {
        time.schedule(Duration.ofSeconds(1), says("timer"));
        clock.set(NOON.plusSeconds(1_000_000));
        assertThat(time.now()).isEqualTo(NOON.plusSeconds(1_000_000));
        assertThat(time.nanoTime()).isZero();
        assertThat(log).isEmpty();
        clock.set(NOON.minusSeconds(1_000_000));
        clock.advance(Duration.ofSeconds(1));
        assertThat(time.nanoTime()).isEqualTo(1_000_000_000);
        assertThat(log).containsExactly("timer");
    }

    @Test
    void aTimerThatFailsHindersNoOther() {
        time.schedule(Duration.ofSeconds(1), () -> {
            throw new AssertionError("hostile");
        });
        time.schedule(Duration.ofSeconds(1), says("other"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).containsExactly("other");
    }

    @Test
    void afterTheCloseNoTimerRuns() {
        time.schedule(Duration.ofSeconds(1), says("timer"));
        time.close();
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).isEmpty();
    }

    @Test
    void theWallClockTellsWholeMicroseconds() {
        clock.set(NOON.plusNanos(1_999));
        assertThat(time.now()).isEqualTo(NOON.plusNanos(1_000));
    }

    private Runnable says(String what) {
        return () -> log.add(what);
    }
}
