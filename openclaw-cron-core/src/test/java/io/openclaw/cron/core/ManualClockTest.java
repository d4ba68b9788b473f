package io.openclaw.cron.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final ManualClock clock = ManualClock.at(NOON);

    @Test
    void itStandsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli());
        assertThat(clock.elapsedNanos()).isZero();
    }

    @Test
    void advancingMovesTheWallClockAndLetsTimePass() {
        clock.advance(Duration.ofSeconds(2));
        clock.advance(Duration.ofNanos(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2).plusNanos(1));
        assertThat(clock.elapsedNanos()).isEqualTo(2_000_000_001L);
    }

    @Test
    void settingMovesTheWallClockAloneForwardOrBack() {
        clock.set(NOON.plusSeconds(3_600));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3_600));
        clock.set(NOON.minusSeconds(3_600));
        assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(3_600));
        assertThat(clock.elapsedNanos()).isZero();
    }

    @Test
    void timeNeverPassesBackwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.000000001S")
                .hasMessageContaining("set");
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void itCanBeSetUpFromText() {
        assertThat(ManualClock.at("2026-03-04T12:00:00Z").instant()).isEqualTo(NOON);
        assertThatThrownBy(() -> ManualClock.at("noon")).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void aViewInAnotherZoneIsTheSameClock() {
        var berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(ZonedDateTime.now(berlin).getHour()).isEqualTo(13);
        berlin.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3_600));
        assertThat(clock.elapsedNanos()).isEqualTo(berlin.elapsedNanos());
    }

    @Test
    void listenersHearOfEachMoveAfterItOnTheThreadThatMakesIt() {
        var heard = new ArrayList<Instant>();
        var threads = new ArrayList<Thread>();
        Runnable listener = () -> {
            heard.add(clock.instant());
            threads.add(Thread.currentThread());
        };
        clock.addListener(listener);
        clock.advance(Duration.ofSeconds(1));
        clock.set(NOON);
        clock.removeListener(listener);
        clock.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactly(NOON.plusSeconds(1), NOON);
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void movesOfManyThreadsAddUp() {
        var barrier = new CyclicBarrier(4);
        var movers = new ArrayList<CompletableFuture<Void>>();
        for (var mover = 0; mover < 4; mover++) {
            movers.add(CompletableFuture.runAsync(
                    () -> {
                        await(barrier);
                        for (var i = 0; i < 10_000; i++) {
                            clock.advance(Duration.ofNanos(1));
                        }
                    },
                    task -> new Thread(task).start()));
        }
        movers.forEach(CompletableFuture::join);
        assertThat(clock.elapsedNanos()).isEqualTo(40_000);
        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(40_000));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
