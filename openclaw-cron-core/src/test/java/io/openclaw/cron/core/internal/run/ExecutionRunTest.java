package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NODE;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.aJob;
import static io.openclaw.cron.core.internal.lifecycle.Samples.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.core.internal.record.Outcome;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionRunTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final RunHarness harness = new RunHarness();
    private final CronJob job = aJob().maxRetries(3).timeoutSeconds(60).build();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        harness.close();
    }

    // ---- what a skill sees

    @Test
    void aSkillSeesWhatToRunAndItsAttempt() {
        var seen = new AtomicReference<@Nullable SkillRequest>();
        var contexts = new AtomicReference<@Nullable SkillContext>();
        harness.skill = (request, context) -> {
            seen.set(request);
            contexts.set(context);
            assertThat(context.isCancelled()).isFalse();
            return SkillResult.empty();
        };
        var work = work(reserved(job).fence(7).attempt(2));
        run(work);
        assertThat(seen.get())
                .isEqualTo(new SkillRequest("print", Map.of("colour", "red"), job.jobId(), "report", "acme", "ann"));
        var context = contexts.get();
        assertThat(context.executionId()).isEqualTo(work.execution().executionId());
        assertThat(context.fence()).isEqualTo(7);
        assertThat(context.attempt()).isEqualTo(3);
        assertThat(context.scheduledTime()).isEqualTo(NOON);
        assertThat(context.deadline()).isEqualTo(NOON.plus(TIMEOUT));
    }

    // ---- how an attempt ends by itself

    @Test
    void aSkillThatReturnsCompletesItsExecution() {
        harness.skill = (request, context) -> {
            harness.awaitRecorded(Kind.STARTED);
            harness.clock.advance(Duration.ofSeconds(5));
            return SkillResult.of(Map.of("pages", 3));
        };
        var work = work(reserved(job));
        run(work);

        var started = harness.awaitRecorded(Kind.STARTED);
        assertThat(started)
                .isEqualTo(work.execution().toBuilder()
                        .status(CronExecutionStatus.RUNNING)
                        .attempt(1)
                        .startedAt(NOON)
                        .build());
        var ending = harness.ending();
        assertThat(ending.kind()).isEqualTo(Kind.FINAL);
        assertThat(ending.node()).isEqualTo(NODE);
        assertThat(ending.job()).isEqualTo(job);
        assertThat(ending.execution())
                .isEqualTo(started.toBuilder()
                        .status(CronExecutionStatus.COMPLETED)
                        .completedAt(NOON.plusSeconds(5))
                        .executionTime(Duration.ofSeconds(5))
                        .result(Map.of("pages", 3))
                        .build());
    }

    @Test
    void theStartIsToldAtOnce() {
        var work = work(reserved(job).attempt(1));
        run(work);
        assertThat(harness.events)
                .containsExactly(new CronTriggered(EventSource.of(work.execution()), NOON, "report", NOON, 2, NOON));
    }

    @Test
    void aSkillMayReturnNothingAtAll() {
        harness.skill = (request, context) -> null;
        run(work(reserved(job)));
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(harness.ending().execution().result()).isNull();
    }

    @Test
    void aResultThatCannotBeKeptCompletesAllTheSame() {
        harness.skill = (request, context) -> SkillResult.of(Map.of("thread", Thread.currentThread()));
        run(work(reserved(job)));
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(harness.ending().execution().result()).containsEntry("truncated", true);
    }

    @Test
    void aFailedAttemptWaitsForTheNextOwnedByNobody() {
        harness.skill = (request, context) -> {
            harness.clock.advance(Duration.ofSeconds(5));
            throw new IllegalStateException("no luck");
        };
        run(work(reserved(job)));
        var ending = harness.ending();
        assertThat(ending.kind()).isEqualTo(Kind.RETRY);
        var retry = ending.execution();
        assertThat(retry.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(retry.attempt()).isEqualTo(1);
        assertThat(retry.availableAt()).isEqualTo(NOON.plusSeconds(6));
        assertThat(retry.executionTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.completedAt()).isNull();
        assertThat(retry.node()).isNull();
        assertThat(retry.claimId()).isNull();
        assertThat(retry.fence()).isEqualTo(1);
        assertThat(retry.error()).isNotNull().satisfies(error -> {
            assertThat(error.code()).isEqualTo("java.lang.IllegalStateException");
            assertThat(error.message()).isEqualTo("no luck");
        });
    }

    @Test
    void theThirdRetryComesAfterFourSeconds() {
        fails(new IllegalStateException("no luck"));
        run(work(reserved(job).attempt(2)));
        assertThat(harness.ending().execution().availableAt()).isEqualTo(NOON.plusSeconds(4));
    }

    @Test
    void whenTheRetriesAreUsedUpItHasFailed() {
        fails(new IllegalStateException("no luck"));
        run(work(reserved(job).attempt(3)));
        var ending = harness.ending();
        assertThat(ending.kind()).isEqualTo(Kind.FINAL);
        assertThat(ending.execution().status()).isEqualTo(CronExecutionStatus.FAILED);
        assertThat(ending.execution().attempt()).isEqualTo(4);
        assertThat(ending.execution().retryCount()).isEqualTo(3);
        assertThat(ending.execution().completedAt()).isEqualTo(NOON);
        assertThat(ending.execution().node()).isEqualTo(NODE);
    }

    @Test
    void anErrorThatIsNotWorthARetryIsNotRetried() {
        fails(SkillException.permanent("no_such_customer", "Customer 7 is gone"));
        run(work(reserved(job)));
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.FAILED);
        assertThat(harness.ending().execution().error().code()).isEqualTo("no_such_customer");
    }

    @Test
    void whateverASkillThrowsItsExecutionHasAnOutcome() {
        for (var hostile : List.of(
                new StackOverflowError("deep"),
                new OutOfMemoryError("much"),
                new LinkageError("no class"),
                new SkillFailureTest.Hostile(),
                new SkillFailureTest.HostileSkillException(),
                new InterruptedException("of its own"))) {
            try (var other = new RunHarness()) {
                other.skill = (request, context) -> {
                    if (hostile instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) hostile;
                };
                run(other.run(work(reserved(job))));
                assertThat(other.ending().kind()).isEqualTo(Kind.RETRY);
                assertThat(other.ending().execution().error().code())
                        .isEqualTo(hostile.getClass().getName());
            }
        }
    }

    @Test
    void aHugeMessageIsCut() {
        fails(new IllegalStateException("€".repeat(1_000_000)));
        run(work(reserved(job)));
        assertThat(harness.ending().execution().error().message())
                .hasSizeLessThan(RunHarness.ERROR_BYTES)
                .endsWith("(cut)");
    }

    @Test
    void aNewAttemptStartsWithACleanSlate() {
        var before = reserved(job)
                .attempt(1)
                .error(CronExecutionError.of("old", "of the attempt before"))
                .progress(new CronProgress("old", 99, ""))
                .executionTime(Duration.ofSeconds(9));
        harness.skill = (request, context) -> {
            harness.awaitRecorded(Kind.STARTED);
            return SkillResult.empty();
        };
        run(work(before));
        for (var recorded :
                List.of(harness.awaitRecorded(Kind.STARTED), harness.ending().execution())) {
            assertThat(recorded.error()).isNull();
            assertThat(recorded.progress()).isNull();
        }
        assertThat(harness.awaitRecorded(Kind.STARTED).executionTime()).isNull();
    }

    // ---- timeouts

    @Test
    void anAttemptWhoseTimeIsUpIsInterruptedAndRetried() {
        var cancelled = new AtomicBoolean();
        harness.skill = (request, context) -> {
            begun.countDown();
            try {
                release.await();
                return SkillResult.empty();
            } catch (InterruptedException stop) {
                cancelled.set(context.isCancelled());
                throw stop;
            }
        };
        var running = start(work(reserved(job)));
        running.awaitTimer();
        harness.clock.advance(TIMEOUT.minusNanos(1));
        assertThat(running.run.runaway()).isFalse();
        harness.clock.advance(Duration.ofNanos(1));
        running.join();
        assertThat(cancelled).isTrue();
        assertThat(harness.ending().kind()).isEqualTo(Kind.RETRY);
        assertThat(harness.ending().execution().error())
                .isEqualTo(CronExecutionError.of("timeout", "The attempt took longer than 60 s"));
    }

    @Test
    void aTimeoutOfTheLastAttemptEndsTheExecutionAsOne() {
        blocks();
        var running = start(work(reserved(job).attempt(3)));
        running.awaitTimer();
        harness.clock.advance(TIMEOUT);
        running.join();
        assertThat(harness.ending().kind()).isEqualTo(Kind.FINAL);
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.TIMEOUT);
        assertThat(harness.ending().execution().executionTime()).isEqualTo(TIMEOUT);
    }

    @Test
    void whatASkillReturnsAfterItsTimeIsUpDoesNotCount() {
        harness.skill = (request, context) -> {
            begun.countDown();
            awaitThroughInterrupts(release);
            return SkillResult.of(Map.of("too", "late"));
        };
        var running = start(work(reserved(job).attempt(3)));
        running.awaitTimer();
        harness.clock.advance(TIMEOUT);
        release.countDown();
        running.join();
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.TIMEOUT);
        assertThat(harness.ending().execution().result()).isNull();
    }

    @Test
    void aTimerOfAnAttemptThatHasEndedDoesNothing() {
        run(work(reserved(job)));
        harness.clock.advance(Duration.ofDays(1));
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.COMPLETED);
    }

    @Test
    void whenTimeoutAndReturnMeetThereIsOneEndingAndNoInterruptIsLeft() throws Exception {
        var interrupted = new AtomicBoolean();
        for (var round = 0; round < 60; round++) {
            try (var other = new RunHarness()) {
                var barrier = new CyclicBarrier(2);
                other.skill = (request, context) -> {
                    barrier.await();
                    return SkillResult.empty();
                };
                var run = other.run(work(reserved(job).attempt(3)));
                run.begin();
                var worker = new Thread(() -> {
                    run.run();
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.set(true);
                    }
                });
                worker.start();
                barrier.await();
                other.clock.advance(TIMEOUT);
                worker.join();
                other.clock.advance(RunHarness.RUNAWAY_LIMIT);
                assertThat(other.ending().execution().status())
                        .isIn(CronExecutionStatus.COMPLETED, CronExecutionStatus.TIMEOUT);
            }
        }
        assertThat(interrupted).isFalse();
    }

    // ---- runaway skills

    @Test
    void aSkillThatIgnoresItsTimeoutEndsAsOneWithoutARetryWhenItsLimitIsOver() {
        ignoresInterrupts();
        var running = start(work(reserved(job)));
        running.awaitTimer();
        harness.clock.advance(TIMEOUT);
        assertThat(running.run.runaway()).isTrue();
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT.minusNanos(1));
        assertThat(harness.endings()).isEmpty();
        harness.clock.advance(Duration.ofNanos(1));
        var ending = harness.ending();
        assertThat(ending.kind()).isEqualTo(Kind.FINAL);
        assertThat(ending.execution().status()).isEqualTo(CronExecutionStatus.TIMEOUT);
        assertThat(ending.execution().executionTime()).isEqualTo(TIMEOUT.plus(RunHarness.RUNAWAY_LIMIT));
        assertThat(running.run.runaway()).isTrue();

        release.countDown();
        running.join();
        harness.recorder.stop();
        assertThat(running.run.runaway()).isFalse();
        assertThat(harness.endings()).containsExactly(ending);
    }

    @Test
    void aSkillThatIgnoresItsCancellationEndsAsCancelledWhenItsLimitIsOver() {
        ignoresInterrupts();
        var running = start(work(reserved(job)));
        running.awaitTimer();
        running.run.stop(StopReason.CANCELLED);
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT);
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void aSkillThatEndsBeforeItsLimitIsOverEndsNormally() {
        ignoresInterrupts();
        var running = start(work(reserved(job)));
        running.awaitTimer();
        harness.clock.advance(TIMEOUT);
        release.countDown();
        running.join();
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT);
        assertThat(harness.ending().kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void whatARunawaySkillReportsAfterItsEndIsNeitherStoredNorTold() {
        var late = new AtomicReference<@Nullable SkillContext>();
        harness.skill = (request, context) -> {
            late.set(context);
            begun.countDown();
            awaitThroughInterrupts(release);
            return SkillResult.empty();
        };
        var running = start(work(reserved(job)));
        running.awaitTimer();
        harness.clock.advance(TIMEOUT);
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT);
        harness.ending();
        harness.events.clear();
        late.get().progress("still", 50, "here");
        harness.clock.advance(Duration.ofSeconds(5));
        assertThat(harness.events).isEmpty();
        assertThat(running.run.snapshot().progress()).isNull();
    }

    // ---- stops for other reasons

    @Test
    void aCancelledSkillEndsAsCancelledWhateverItReturns() {
        for (var failure : new @Nullable Exception[] {null, new IllegalStateException("no luck")}) {
            try (var other = new RunHarness()) {
                var itself = new AtomicReference<@Nullable ExecutionRun>();
                other.skill = (request, context) -> {
                    itself.get().stop(StopReason.CANCELLED);
                    if (failure != null) {
                        throw failure;
                    }
                    return SkillResult.of(Map.of("a", "result"));
                };
                itself.set(other.run(work(reserved(job))));
                run(itself.get());
                var ending = other.ending();
                assertThat(ending.kind()).isEqualTo(Kind.FINAL);
                assertThat(ending.execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
                assertThat(ending.execution().result()).isNull();
                assertThat(ending.execution().error().code()).isEqualTo(CronExecutionError.CANCELLED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FENCED", "SHUTDOWN"})
    void aSkillThatIsInterruptedByNoFaultOfItsOwnGoesBackWithoutUsingUpAnAttempt(StopReason reason) {
        blocks();
        var running = start(work(reserved(job).attempt(2)));
        running.awaitTimer();
        harness.clock.advance(Duration.ofSeconds(5));
        running.run.stop(reason);
        running.join();
        var ending = harness.ending();
        assertThat(ending.kind()).isEqualTo(Kind.RETURNED);
        var back = ending.execution();
        assertThat(back.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(back.attempt()).isEqualTo(2);
        assertThat(back.availableAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(back.node()).isNull();
        assertThat(back.claimId()).isNull();
        assertThat(back.error()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"FENCED", "SHUTDOWN"})
    void whoseSkillIgnoresThatIsNotGivenUp(StopReason reason) {
        ignoresInterrupts();
        var running = start(work(reserved(job)));
        running.awaitTimer();
        running.run.stop(reason);
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT.multipliedBy(2));
        assertThat(running.run.runaway()).isTrue();
        release.countDown();
        running.join();
        assertThat(harness.ending().kind()).isEqualTo(Kind.RETURNED);
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void aSkillThatIsStoppedBeforeItIsCalledIsNotCalled(StopReason reason) {
        var called = new AtomicBoolean();
        harness.skill = (request, context) -> {
            called.set(true);
            return SkillResult.empty();
        };
        var run = harness.run(work(reserved(job)));
        run.stop(reason);
        run(run);
        assertThat(called).isFalse();
        assertThat(harness.ending().kind())
                .isEqualTo(
                        switch (reason) {
                            case FENCED, SHUTDOWN -> Kind.RETURNED;
                            case CANCELLED -> Kind.FINAL;
                            case TIMEOUT -> Kind.RETRY;
                        });
    }

    @Test
    void theFirstStopDecides() {
        blocks();
        var running = start(work(reserved(job)));
        running.awaitTimer();
        running.run.stop(StopReason.CANCELLED);
        running.run.stop(StopReason.FENCED);
        running.join();
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    // ---- progress and usage

    @Test
    void progressIsToldAtOnceAndStoredAtMostOnceASecond() {
        harness.skill = (request, context) -> {
            for (var percent = 1; percent <= 30; percent++) {
                context.progress("printing", percent, "page " + percent);
                harness.clock.advance(Duration.ofMillis(100));
                var stored = percent;
                if (percent == 1 || percent == 10) {
                    eventually()
                            .until(() -> harness.outcomes.stream()
                                    .anyMatch(outcome -> outcome.execution().progress() != null
                                            && outcome.execution().progress().percent() == stored));
                }
            }
            return SkillResult.empty();
        };
        run(work(reserved(job)));
        assertThat(harness.events)
                .filteredOn(SkillProgress.class::isInstance)
                .extracting(event -> ((SkillProgress) event).progress())
                .hasSize(30)
                .isSorted();
        assertThat(harness.ending().execution().progress()).isEqualTo(new CronProgress("printing", 30, "page 30"));
        assertThat(harness.outcomes.stream().filter(outcome -> outcome.kind() == Kind.PROGRESS))
                .hasSizeBetween(2, 4)
                .allMatch(outcome -> outcome.execution().status() == CronExecutionStatus.RUNNING);
    }

    @Test
    void usageAddsUpOverAllAttempts() {
        harness.skill = (request, context) -> {
            context.usage(100, 2);
            context.usage(20, 0);
            throw new IllegalStateException("no luck");
        };
        run(work(reserved(job).tokensUsed(1_000).costCents(7)));
        assertThat(harness.ending().execution().tokensUsed()).isEqualTo(1_120);
        assertThat(harness.ending().execution().costCents()).isEqualTo(9);
    }

    @Test
    void aSnapshotShowsWhereARunIs() {
        harness.skill = (request, context) -> {
            context.progress("half", 50, "way");
            context.usage(3, 4);
            begun.countDown();
            release.await();
            return SkillResult.empty();
        };
        var running = start(work(reserved(job)));
        running.awaitTimer();
        var snapshot = running.run.snapshot();
        assertThat(snapshot.status()).isEqualTo(CronExecutionStatus.RUNNING);
        assertThat(snapshot.progress()).isEqualTo(new CronProgress("half", 50, "way"));
        assertThat(snapshot.tokensUsed()).isEqualTo(3);
        assertThat(snapshot.costCents()).isEqualTo(4);
    }

    // ---- while the store is away

    @Test
    void theOutcomeOfARunawaySkillWaitsForNoRoom() {
        ignoresInterrupts();
        var running = start(work(reserved(job)));
        running.awaitTimer();
        harness.awaitRecorded(Kind.STARTED);
        harness.store.goAway();
        while (!harness.recorder.full()) {
            harness.recorder.put(new Outcome(Kind.STARTED, NODE, reserved(job).build(), job));
        }
        // The timers' thread, which is the test's, would wait for ever if it waited at all.
        harness.clock.advance(TIMEOUT);
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT);
        harness.store.comeBack();
        eventually().until(() -> {
            harness.clock.advance(Duration.ofSeconds(3));
            return !harness.endings().isEmpty();
        });
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.TIMEOUT);
    }

    @Test
    void nothingIsKeptOfARunThatHasEnded() {
        var ended = ended();
        eventually().until(() -> {
            System.gc();
            return ended.get() == null;
        });
    }

    private WeakReference<ExecutionRun> ended() {
        var run = harness.run(work(reserved(job)));
        run(run);
        harness.ending();
        return new WeakReference<>(run);
    }

    private void fails(Exception failure) {
        harness.skill = (request, context) -> {
            throw failure;
        };
    }

    private void blocks() {
        harness.skill = (request, context) -> {
            begun.countDown();
            release.await();
            return SkillResult.empty();
        };
    }

    private void ignoresInterrupts() {
        harness.skill = (request, context) -> {
            begun.countDown();
            awaitThroughInterrupts(release);
            return SkillResult.empty();
        };
    }

    private JobExecution work(CronExecution.Builder execution) {
        return new JobExecution(execution.build(), job);
    }

    private void run(JobExecution work) {
        run(harness.run(work));
    }

    private static void run(ExecutionRun run) {
        run.begin();
        run.run();
    }

    private Running start(JobExecution work) {
        var run = harness.run(work);
        run.begin();
        var thread = new Thread(run::run);
        thread.start();
        return new Running(run, thread);
    }

    private static void awaitThroughInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // As a skill that swallows its interruption.
            }
        }
    }

    private final class Running {
        private final ExecutionRun run;
        private final Thread thread;

        Running(ExecutionRun run, Thread thread) {
            this.run = run;
            this.thread = thread;
        }

        /** Waits until the skill is under way, and so its timeout is set. */
        void awaitTimer() {
            eventually().until(() -> begun.getCount() == 0);
        }

        void join() {
            eventually().until(() -> !thread.isAlive());
        }
    }
}
