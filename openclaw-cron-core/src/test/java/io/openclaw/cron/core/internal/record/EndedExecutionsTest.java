package io.openclaw.cron.core.internal.record;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndedExecutionsTest {
    private final List<CronEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> observed = new CopyOnWriteArrayList<>();
    private final EndedExecutions ended = new EndedExecutions(events::add, new Observed());

    @Test
    void everyEndIsCountedByItsStatus() {
        ended(CronExecutionStatus.COMPLETED);
        ended(CronExecutionStatus.COMPLETED);
        ended(CronExecutionStatus.FAILED);
        ended(CronExecutionStatus.TIMEOUT);
        ended(CronExecutionStatus.CANCELLED);
        assertThat(ended.counts()).isEqualTo(new OutcomeCounts(2, 1, 1, 0, 1));
    }

    @Test
    void aSkippedRangeCountsForAllItsFires() {
        var work = work();
        var skipped = work.execution().toBuilder()
                .status(CronExecutionStatus.SKIPPED)
                .skippedCount(604_800)
                .build();
        ended.ended(skipped, work.job());
        assertThat(ended.counts()).isEqualTo(new OutcomeCounts(0, 0, 0, 604_800, 0));
    }

    @Test
    void anEndIsToldToObserversPublishersAndListeners() {
        var heard = new ArrayList<CronExecution>();
        Consumer<CronExecution> listener = heard::add;
        ended.addListener(listener);
        var execution = ended(CronExecutionStatus.COMPLETED);
        assertThat(observed).containsExactly("COMPLETED PT2S");
        assertThat(events).hasSize(1).first().isInstanceOf(CronCompleted.class);
        assertThat(heard).containsExactly(execution);

        ended.removeListener(listener);
        ended(CronExecutionStatus.COMPLETED);
        assertThat(heard).hasSize(1);
    }

    @Test
    void noEndIsMissedWhenSeveralThreadsTellThem() throws Exception {
        var threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> {
                    for (var i = 0; i < 2_500; i++) {
                        ended(CronExecutionStatus.COMPLETED);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(ended.counts().completed()).isEqualTo(10_000);
    }

    private CronExecution ended(CronExecutionStatus status) {
        var work = work();
        var execution = work.execution().toBuilder()
                .status(status)
                .completedAt(NOON)
                .executionTime(Duration.ofSeconds(2))
                .build();
        ended.ended(execution, work.job());
        return execution;
    }

    private final class Observed implements EngineObserver {
        @Override
        public void ended(CronExecutionStatus status, Duration duration) {
            observed.add(status + " " + duration);
        }
    }
}
