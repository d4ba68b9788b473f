package io.openclaw.cron.core.internal.lifecycle;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineObserversTest {
    private final EngineObservers observers = new EngineObservers();
    private final List<String> heard = new ArrayList<>();

    @Test
    void everyObserverHearsOfEverything() {
        observers.add(new Hearing("a"));
        observers.add(new Hearing("b"));
        observeAll();
        assertThat(heard)
                .containsExactly(
                        "a started 2026-03-04T12:00:00Z 2026-03-04T12:00:00.001Z 2",
                        "b started 2026-03-04T12:00:00Z 2026-03-04T12:00:00.001Z 2",
                        "a ended FAILED PT3S",
                        "b ended FAILED PT3S",
                        "a recorded 4 PT5S",
                        "b recorded 4 PT5S");
    }

    @Test
    void anObserverThatFailsHindersNeitherTheOthersNorTheEngine() {
        observers.add(new Failing());
        observers.add(new Hearing("b"));
        observeAll();
        assertThat(heard).hasSize(3);
    }

    private void observeAll() {
        observers.started(NOON, NOON.plusMillis(1), 2);
        observers.ended(CronExecutionStatus.FAILED, Duration.ofSeconds(3));
        observers.recorded(4, Duration.ofSeconds(5));
    }

    private final class Hearing implements EngineObserver {
        private final String name;

        Hearing(String name) {
            this.name = name;
        }

        @Override
        public void started(Instant due, Instant begun, long queueNanos) {
            heard.add(name + " started " + due + " " + begun + " " + queueNanos);
        }

        @Override
        public void ended(CronExecutionStatus status, Duration duration) {
            heard.add(name + " ended " + status + " " + duration);
        }

        @Override
        public void recorded(int size, Duration took) {
            heard.add(name + " recorded " + size + " " + took);
        }
    }

    private static final class Failing implements EngineObserver {
        @Override
        public void started(Instant due, Instant begun, long queueNanos) {
            throw new IllegalStateException("no meter");
        }

        @Override
        public void ended(CronExecutionStatus status, Duration duration) {
            throw new IllegalStateException("no meter");
        }

        @Override
        public void recorded(int size, Duration took) {
            throw new LinkageError("no meter");
        }
    }
}
