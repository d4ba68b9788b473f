package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private final SystemTime time = new SystemTime(Clock.systemUTC(), "mynode");

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void aTimerRunsOnItsOwnNamedThreadAndNotTooEarly() {
        var began = System.nanoTime();
        var ran = new CompletableFuture<String>();
        time.schedule(
                Duration.ofMillis(20), () -> ran.complete(Thread.currentThread().getName()));
        assertThat(ran.join()).isEqualTo("openclaw-cron-timer-1-mynode");
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void aTimerWhoseTimeIsOverRunsAtOnce() {
        var ran = new CompletableFuture<Boolean>();
        time.schedule(Duration.ofDays(-1), () -> ran.complete(true));
        assertThat(ran.join()).isTrue();
    }

    @Test
    void aCancelledTimerNeverRuns() {
        var ran = new AtomicBoolean();
        var release = new CountDownLatch(1);
        time.schedule(Duration.ZERO, () -> awaitUninterruptibly(release));
        time.schedule(Duration.ofMillis(1), () -> ran.set(true)).cancel();
        release.countDown();
        afterTimers(Duration.ofMillis(5));
        assertThat(ran).isFalse();
    }

    @Test
    void aTimerThatFailsHindersNoOther() {
        time.schedule(Duration.ZERO, () -> {
            throw new AssertionError("hostile");
        });
        afterTimers(Duration.ofMillis(1));
    }

    @Test
    void afterTheCloseNoTimerRunsAndNoneIsRefusedLoudly() {
        var ran = new AtomicBoolean();
        time.schedule(Duration.ofMinutes(1), () -> ran.set(true));
        time.close();
        assertThat(time.schedule(Duration.ZERO, () -> ran.set(true))).isSameAs(EngineTime.Timer.NONE);
        assertThat(ran).isFalse();
    }

    @Test
    void theCloseWaitsForTheTimerThatRuns() {
        var begun = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var release = new CountDownLatch(1);
        time.schedule(Duration.ZERO, () -> {
            begun.countDown();
            awaitUninterruptibly(release);
            ended.set(true);
        });
        awaitUninterruptibly(begun);
        var closer = new Thread(time::close);
        closer.start();
        Eventually.eventually().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        Eventually.eventually().until(() -> !closer.isAlive());
        assertThat(ended).isTrue();
    }

    @Test
    void itTellsTheGivenClockInWholeMicroseconds() {
        var instant = Instant.parse("2026-03-04T12:00:00.123456789Z");
        try (var fixed = new SystemTime(Clock.fixed(instant, ZoneOffset.UTC), "mynode")) {
            assertThat(fixed.now()).isEqualTo(Instant.parse("2026-03-04T12:00:00.123456Z"));
        }
    }

    @Test
    void elapsedTimeNeverGoesBack() {
        var before = time.nanoTime();
        assertThat(time.nanoTime()).isGreaterThanOrEqualTo(before);
    }

    private void afterTimers(Duration delay) {
        var ran = new CompletableFuture<Boolean>();
        time.schedule(delay, () -> ran.complete(true));
        ran.join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException again) {
                // The close interrupts it; the test goes on.
            }
        }
    }
}
