package io.openclaw.cron.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private final Attempt attempt = new Attempt();

    @AfterEach
    void leaveNoInterruptBehind() {
        Thread.interrupted();
    }

    @Test
    void aStopInterruptsTheThreadThatRuns() {
        assertThat(attempt.begin()).isTrue();
        assertThat(attempt.stop(StopReason.TIMEOUT)).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(attempt.stopReason()).isEqualTo(StopReason.TIMEOUT);
        assertThat(attempt.end()).isEqualTo(StopReason.TIMEOUT);
    }

    @Test
    void theEndTakesTheInterruptAway() {
        attempt.begin();
        attempt.stop(StopReason.TIMEOUT);
        attempt.end();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theEndTakesAwayAnInterruptThatTheSkillLeftItself() {
        attempt.begin();
        Thread.currentThread().interrupt();
        assertThat(attempt.end()).isNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aStopAfterTheEndIsTooLateAndInterruptsNobody() {
        attempt.begin();
        attempt.end();
        assertThat(attempt.stop(StopReason.CANCELLED)).isFalse();
        assertThat(attempt.stopReason()).isNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theFirstStopWins() {
        attempt.begin();
        assertThat(attempt.stop(StopReason.CANCELLED)).isTrue();
        Thread.interrupted();
        assertThat(attempt.stop(StopReason.FENCED)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(attempt.end()).isEqualTo(StopReason.CANCELLED);
    }

    @Test
    void whatWasStoppedBeforeItBeganDoesNotBegin() {
        assertThat(attempt.stop(StopReason.FENCED)).isTrue();
        assertThat(attempt.runaway()).isFalse();
        assertThat(attempt.begin()).isFalse();
        assertThat(attempt.runaway()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(attempt.end()).isEqualTo(StopReason.FENCED);
    }

    @Test
    void itIsARunawayFromItsStopUntilItsEnd() {
        attempt.begin();
        assertThat(attempt.runaway()).isFalse();
        attempt.stop(StopReason.TIMEOUT);
        assertThat(attempt.runaway()).isTrue();
        attempt.end();
        assertThat(attempt.runaway()).isFalse();
    }

    @Test
    void howeverStopsAndEndsMeetOneStopWinsAndNoInterruptLeaks() throws Exception {
        var first = new Attempt();
        first.end();
        var current = new AtomicReference<>(first);
        var done = new AtomicBoolean();
        var won = new AtomicLong();
        var stoppers = IntStream.range(0, 3)
                .mapToObj(number -> new Thread(() -> {
                    while (!done.get()) {
                        if (current.get().stop(StopReason.values()[number])) {
                            won.incrementAndGet();
                        }
                    }
                }))
                .toList();
        stoppers.forEach(Thread::start);
        var random = new Random(5);
        var stopped = 0;
        try {
            while (stopped < 1_000) {
                var next = new Attempt();
                current.set(next);
                next.begin();
                for (var spins = random.nextInt(500); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                if (next.end() != null) {
                    stopped++;
                }
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        } finally {
            done.set(true);
        }
        for (var stopper : stoppers) {
            stopper.join();
        }
        assertThat(won).hasValue(stopped);
    }
}
