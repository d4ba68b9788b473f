package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final Instant first = Instant.now().minusSeconds(100);

    @Test
    void eachJobIsExpectedOnceForEachSecond() throws InterruptedException {
        var calls = new Calls(2, first, 0, 2);
        calls.called(0, first);
        calls.called(1, first);
        calls.called(0, first.plusSeconds(1));
        assertThat(calls.await(Duration.ZERO)).isFalse();
        assertThat(calls.faults()).isEqualTo(Map.of("missed", 1.0, "repeated", 0.0));
        calls.called(1, first.plusSeconds(1));
        assertThat(calls.await(Duration.ZERO)).isTrue();
        assertThat(calls.faults()).isEqualTo(Map.of("missed", 0.0, "repeated", 0.0));
    }

    @Test
    void aSecondCallForTheSameSecondIsARepetitionAndStandsInForNoOther() {
        var calls = new Calls(2, first, 0, 1);
        calls.called(0, null);
        calls.called(0, null);
        calls.called(0, null);
        assertThat(calls.faults()).isEqualTo(Map.of("missed", 1.0, "repeated", 2.0));
    }

    @Test
    void secondsBeforeAndAfterThoseThatCountAreLeftOut() {
        var calls = new Calls(1, first, 0, 2);
        calls.called(0, first.minusSeconds(1));
        calls.called(0, first.plusSeconds(2));
        assertThat(calls.faults()).isEqualTo(Map.of("missed", 2.0, "repeated", 0.0));
    }

    @Test
    void latenessIsThatOfCallsThatWereMadeAndTellsWhichWereEarly() {
        var soon = Instant.now().plusSeconds(100);
        var calls = new Calls(2, soon, 0, 2);
        calls.called(0, soon);
        assertThat(calls.lateness()).containsEntry("early", 1.0);
        assertThat(calls.lateness().get("p99")).isBetween(-100_000.0, -50_000.0);
    }
}
