package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.reserved;
import static io.openclaw.cron.core.internal.lifecycle.Samples.with;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainingTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RunHarness harness = new RunHarness();
    private final Dispatcher dispatcher = new Dispatcher(
            harness.environment(), task -> new Thread(task).start(), 10, () -> true, EngineObserver.NONE);
    private final List<OwnedExecution> givenBack = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        harness.close();
    }

    @Test
    void whatHasNotStartedIsGivenBack() {
        var some = work();
        var ahead = with(some, reserved(some.job()).availableAt(NOON.plusSeconds(5)));
        dispatcher.accept(List.of(ahead));
        draining(LONG).drain();
        assertThat(givenBack).containsExactly(OwnedExecution.of(ahead.execution()));
        assertThat(dispatcher.reserved()).isZero();
    }

    @Test
    void withNothingToGiveBackTheStoreIsNotAsked() {
        new Draining(dispatcher, given -> givenBack.add(null), LONG).drain();
        assertThat(givenBack).isEmpty();
    }

    @Test
    void aStoreThatIsAwayDoesNotKeepItFromWaiting() {
        var begun = block();
        var some = work();
        dispatcher.accept(List.of(with(some, reserved(some.job()).availableAt(NOON.plusSeconds(5)))));
        var draining = new Draining(
                dispatcher,
                given -> {
                    throw new CronStoreException("away", null);
                },
                Duration.ZERO);
        draining.drain();
        assertThat(harness.ending().executionId()).isEqualTo(begun.execution().executionId());
    }

    @Test
    void whatRunsIsWaitedFor() {
        block();
        var drainer = new Thread(draining(LONG)::drain);
        drainer.start();
        eventually().until(() -> drainer.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        eventually().until(() -> !drainer.isAlive());
        assertThat(harness.ending().kind()).isEqualTo(Kind.FINAL);
    }

    @Test
    void whatRunsOnAfterTheGraceIsInterruptedAndGoesBack() {
        block();
        draining(Duration.ofMillis(1)).drain();
        assertThat(harness.ending().kind()).isEqualTo(Kind.RETURNED);
        assertThat(dispatcher.runningCount()).isZero();
    }

    @Test
    void whoIsInterruptedWhileDrainingInterruptsWhatRunsAndKeepsTheFlag() {
        block();
        var kept = new AtomicBoolean();
        var drainer = new Thread(() -> {
            draining(LONG).drain();
            kept.set(Thread.currentThread().isInterrupted());
        });
        drainer.start();
        eventually().until(() -> drainer.getState() == Thread.State.TIMED_WAITING);
        drainer.interrupt();
        eventually().until(() -> !drainer.isAlive());
        assertThat(kept).isTrue();
        assertThat(harness.ending().kind()).isEqualTo(Kind.RETURNED);
    }

    private Draining draining(Duration grace) {
        return new Draining(dispatcher, givenBack::addAll, grace);
    }

    private JobExecution block() {
        var begun = new CountDownLatch(1);
        harness.skill = (request, context) -> {
            begun.countDown();
            release.await();
            return SkillResult.empty();
        };
        var work = work();
        dispatcher.accept(List.of(work));
        eventually().until(() -> begun.getCount() == 0);
        return work;
    }
}
