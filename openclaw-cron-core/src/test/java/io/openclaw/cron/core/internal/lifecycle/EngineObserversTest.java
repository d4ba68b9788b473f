package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
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
                        "a started PT1S PT2S",
                        "b started PT1S PT2S",
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
        observers.started(Duration.ofSeconds(1), Duration.ofSeconds(2));
        observers.ended(CronExecutionStatus.FAILED, Duration.ofSeconds(3));
        observers.recorded(4, Duration.ofSeconds(5));
    }

    private final class Hearing implements EngineObserver {
        private final String name;

        Hearing(String name) {
            this.name = name;
        }

        @Override
        public void started(Duration lateness, Duration queueWait) {
            heard.add(name + " started " + lateness + " " + queueWait);
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
        public void started(Duration lateness, Duration queueWait) {
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
