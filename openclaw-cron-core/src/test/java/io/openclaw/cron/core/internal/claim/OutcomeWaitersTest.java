package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.error.CronException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeWaitersTest {
    private final RecordingStore store = new RecordingStore();
    private final OutcomeWaiters waiters = new OutcomeWaiters(store, "mynode");
    private final CronExecution ended =
            work().execution().toBuilder().status(CronExecutionStatus.COMPLETED).build();

    @AfterEach
    void close() {
        waiters.close();
    }

    @Test
    void whoWaitsIsToldOfTheEndOnAThreadThatIsNoneOfTheEngines() {
        var thread = new AtomicReference<@Nullable String>();
        var told = await(ended).thenApply(execution -> {
            thread.set(Thread.currentThread().getName());
            return execution;
        });
        waiters.accept(ended);
        assertThat(told.join()).isEqualTo(ended);
        assertThat(thread.get()).isEqualTo("openclaw-cron-completion-1-mynode");
    }

    @Test
    void allWhoWaitForOneExecutionAreTold() {
        var first = await(ended);
        var second = await(ended);
        waiters.accept(ended);
        assertThat(first.join()).isEqualTo(second.join());
    }

    @Test
    void theEndOfAnExecutionThatNobodyWaitsForIsNoMatter() {
        waiters.accept(ended);
        assertThat(await(ended)).isNotDone();
    }

    @Test
    void whatAHostHangsOnAStageHoldsUpNobody() {
        var release = new CountDownLatch(1);
        var blocked = await(ended).thenAccept(execution -> awaitUninterruptibly(release));
        waiters.accept(ended);
        waiters.accept(ended);
        assertThat(blocked).isNotDone();
        release.countDown();
        blocked.join();
    }

    @Test
    void anEndThatAnotherNodeBroughtAboutIsFoundInTheStore() {
        var told = await(ended);
        var other = await(work().execution());
        store.executions = id -> id.equals(ended.executionId()) ? Optional.of(ended) : Optional.empty();
        waiters.tidy();
        assertThat(told.join()).isEqualTo(ended);
        assertThat(other).isNotDone();
    }

    @Test
    void whatStillRunsElsewhereIsWaitedFor() {
        var told = await(ended);
        store.executions = id -> Optional.of(
                ended.toBuilder().status(CronExecutionStatus.RUNNING).build());
        waiters.tidy();
        store.executions = id -> Optional.of(ended);
        waiters.tidy();
        assertThat(told.join()).isEqualTo(ended);
    }

    @Test
    void whatNeverCameToBeIsForgotten() {
        var told = await(ended);
        waiters.forget(ended.executionId());
        waiters.accept(ended);
        waiters.close();
        assertThat(told).isNotDone();
    }

    @Test
    void theCloseTellsWhoStillWaitsThatThisNodeCannotSay() {
        var told = await(ended);
        waiters.close();
        eventually().until(told::isDone);
        assertThatThrownBy(told::join)
                .hasCauseInstanceOf(CronException.class)
                .hasMessageContaining(ended.executionId().toString());
    }

    private CompletableFuture<CronExecution> await(CronExecution execution) {
        return waiters.await(execution.executionId(), "acme").toCompletableFuture();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
