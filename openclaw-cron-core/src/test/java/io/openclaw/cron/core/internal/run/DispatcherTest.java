package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.aJob;
import static io.openclaw.cron.core.internal.lifecycle.Samples.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final Duration LATE = Duration.ofMillis(250);
    private static final Duration INSTANT = Duration.ofNanos(1_000);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RunHarness harness = new RunHarness();
    private final Heard heard = new Heard();
    private final Semaphore skills = new Semaphore(0);
    private final CountDownLatch release = new CountDownLatch(1);
    /** What was handed to workers and has not begun. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private volatile boolean gateOpen = true;
    private volatile Runnable atGate = () -> {};
    private volatile Executor workers = tasks::add;
    private Dispatcher dispatcher = dispatcher(10);

    @AfterEach
    void close() {
        release.countDown();
        skills.release(100_000);
        harness.close();
    }

    // ---- instants

    @Test
    void anExecutionStartsOnItsInstantAndNeverBefore() {
        dispatcher.accept(List.of(due(NOON.plusSeconds(10))));
        assertThat(dispatcher.reserved()).isEqualTo(1);
        advance(Duration.ofSeconds(10).minus(INSTANT));
        assertThat(tasks).isEmpty();
        advance(INSTANT);
        assertThat(tasks).hasSize(1);
        assertThat(dispatcher.reserved()).isZero();
    }

    @Test
    void parametersAreReadBeforeTheInstant() {
        var read = new AtomicInteger();
        dispatcher.accept(List.of(withParameters(NOON.plusSeconds(10), read::incrementAndGet)));
        assertThat(read).hasValue(1);
    }

    @Test
    void whatIsDueAlreadyStartsWithoutWaitingForItsParameters() {
        var read = new AtomicInteger();
        dispatcher.accept(List.of(withParameters(NOON, read::incrementAndGet)));
        assertThat(read).hasValue(0);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void parametersThatCannotBeReadKeepNothingFromItsStart() {
        dispatcher.accept(List.of(
                withParameters(NOON.plusSeconds(10), () -> {
                    throw new CronStoreException("unreadable", new IllegalStateException());
                }),
                due(NOON.plusSeconds(10))));
        advance(Duration.ofSeconds(10));
        assertThat(tasks).hasSize(2);
    }

    @Test
    void whatIsDueAlreadyStartsAtOnce() {
        dispatcher.accept(List.of(due(NOON), due(NOON.minusSeconds(100))));
        assertThat(tasks).hasSize(2);
    }

    @Test
    void executionsStartEachOnItsOwnInstantHoweverTheyCome() {
        dispatcher.accept(List.of(due(NOON.plusSeconds(30)), due(NOON.plusSeconds(10))));
        dispatcher.accept(List.of(due(NOON.plusSeconds(20))));
        dispatcher.accept(List.of(due(NOON.plusSeconds(5))));
        for (var seconds : List.of(5, 5, 10, 10)) {
            advance(Duration.ofSeconds(seconds).minus(INSTANT));
            assertThat(tasks).isEmpty();
            advance(INSTANT);
            assertThat(tasks).hasSize(1);
            tasks.clear();
        }
        assertThat(dispatcher.reserved()).isZero();
    }

    @Test
    void whenTheFirstReservationIsWithdrawnTheNextOneStartsOnItsInstant() {
        var first = due(NOON.plusSeconds(10));
        dispatcher.accept(List.of(first, due(NOON.plusSeconds(20))));
        dispatcher.withdraw(List.of(OwnedExecution.of(first.execution())));
        advance(Duration.ofSeconds(10));
        assertThat(tasks).isEmpty();
        advance(Duration.ofSeconds(10));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void aWallClockThatIsSetForwardStartsWhatHasBecomeDueWhenSomebodyLooks() {
        dispatcher.accept(List.of(due(NOON.plusSeconds(3_600)), due(NOON.plusSeconds(7_200))));
        harness.clock.set(NOON.plusSeconds(3_600));
        dispatcher.startDue();
        assertThat(tasks).hasSize(1);
        advance(Duration.ofSeconds(3_600));
        assertThat(tasks).hasSize(2);
    }

    @Test
    void aWallClockThatIsSetBackPutsTheStartOffToItsInstant() {
        dispatcher.accept(List.of(due(NOON.plusSeconds(10))));
        harness.clock.set(NOON.minusSeconds(100));
        advance(Duration.ofSeconds(10));
        assertThat(tasks).isEmpty();
        advance(Duration.ofSeconds(100).minus(INSTANT));
        assertThat(tasks).isEmpty();
        advance(INSTANT);
        assertThat(tasks).hasSize(1);
    }

    // ---- permits and priority

    @Test
    void asManyRunAsThereArePermits() {
        dispatcher = dispatcher(2);
        dispatcher.accept(Stream.generate(() -> due(NOON)).limit(5).toList());
        assertThat(tasks).hasSize(2);
        assertThat(dispatcher.ready()).isEqualTo(3);
        runNext();
        assertThat(tasks).hasSize(2);
        assertThat(dispatcher.ready()).isEqualTo(2);
    }

    @Test
    void thePermitGoesToTheHighestPriorityThenToTheEarliestThenToTheFirstThatCame() {
        dispatcher = dispatcher(1);
        var blocking = priority(5, NOON.minusSeconds(9));
        var all = List.of(
                priority(1, NOON),
                priority(9, NOON),
                priority(5, NOON),
                priority(5, NOON.minusSeconds(1)),
                priority(5, NOON));
        dispatcher.accept(List.of(blocking));
        dispatcher.accept(all);
        while (!tasks.isEmpty()) {
            runNext();
        }
        eventually().until(() -> harness.endings().size() == 6);
        assertThat(heard.starts)
                .containsExactly(
                        id(blocking), id(all.get(1)), id(all.get(3)), id(all.get(2)), id(all.get(4)), id(all.get(0)));
    }

    @Test
    void atOneInstantTheHighestPriorityStartsFirst() {
        var all = List.of(priority(1, NOON.plusSeconds(1)), priority(9, NOON.plusSeconds(1)));
        dispatcher.accept(all);
        advance(Duration.ofSeconds(1));
        runNext();
        runNext();
        eventually().until(() -> heard.starts.size() == 2);
        assertThat(heard.starts).containsExactly(id(all.get(1)), id(all.get(0)));
    }

    @Test
    void thereIsRoomForFreePermitsAndForAsManyAsWereFreedLatelyLessWhatWaits() {
        dispatcher = dispatcher(3);
        assertThat(dispatcher.roomNow()).isEqualTo(3);
        dispatcher.accept(List.of(due(NOON), due(NOON), due(NOON.plusSeconds(60))));
        assertThat(dispatcher.roomNow()).isEqualTo(1);
        runNext();
        assertThat(dispatcher.roomNow()).isEqualTo(3);
        advance(LATE.plusMillis(1));
        assertThat(dispatcher.roomNow()).isEqualTo(2);
        dispatcher.accept(List.of(due(NOON), due(NOON), due(NOON), due(NOON)));
        assertThat(dispatcher.ready()).isEqualTo(2);
        assertThat(dispatcher.roomNow()).isZero();
        runNext();
        runNext();
        runNext();
        // Three freed and two of them taken again: one is free, three were freed lately.
        assertThat(dispatcher.ready()).isZero();
        assertThat(dispatcher.roomNow()).isEqualTo(4);
        dispatcher.accept(List.of(due(NOON), due(NOON), due(NOON)));
        assertThat(dispatcher.ready()).isEqualTo(2);
        assertThat(dispatcher.roomNow()).isEqualTo(1);
    }

    @Test
    void whoeverClaimsHearsOfAPermitThatNobodyWaitsFor() {
        dispatcher = dispatcher(1);
        dispatcher.accept(List.of(due(NOON), due(NOON)));
        runNext();
        assertThat(heard.permitsFree).hasValue(0);
        runNext();
        assertThat(heard.permitsFree).hasValue(1);
    }

    // ---- waiting too long for a permit

    @Test
    void whatHasWaitedTooLongForAPermitIsGivenBack() {
        dispatcher = dispatcher(1);
        var waiting = due(NOON);
        dispatcher.accept(List.of(due(NOON), waiting));
        advance(LATE.minusNanos(1));
        assertThat(heard.tooLate).isEmpty();
        assertThat(dispatcher.ready()).isEqualTo(1);
        advance(Duration.ofNanos(1));
        assertThat(heard.tooLate).containsExactly(OwnedExecution.of(waiting.execution()));
        assertThat(dispatcher.ready()).isZero();
        assertThat(holds(waiting)).isFalse();
    }

    @Test
    void eachIsGivenBackWhenItsOwnTimeIsOver() {
        dispatcher = dispatcher(1);
        var first = due(NOON);
        var second = due(NOON.plusMillis(100));
        var third = due(NOON.plusMillis(249));
        dispatcher.accept(List.of(due(NOON), first, second, third));
        advance(Duration.ofMillis(100));
        advance(Duration.ofMillis(149));
        assertThat(heard.tooLate).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(heard.tooLate).containsExactly(OwnedExecution.of(first.execution()));
        advance(Duration.ofMillis(100));
        assertThat(heard.tooLate).endsWith(OwnedExecution.of(second.execution()));
        advance(Duration.ofMillis(149));
        assertThat(heard.tooLate).hasSize(3).endsWith(OwnedExecution.of(third.execution()));
    }

    @Test
    void whatIsAboutToHaveItsTurnIsKeptAndTheRestIsGivenBack() {
        dispatcher = dispatcher(1);
        var next = due(NOON);
        var beyond = due(NOON);
        dispatcher.accept(List.of(due(NOON), due(NOON), next, beyond));
        advance(LATE.minusMillis(10));
        runNext();
        advance(Duration.ofMillis(10));
        // The recorder's thread may run timers too.
        eventually()
                .untilAsserted(() -> assertThat(heard.tooLate).containsExactly(OwnedExecution.of(beyond.execution())));
        assertThat(holds(next)).isTrue();
        // None has ended for a while now.
        advance(LATE.plusMillis(50));
        eventually()
                .untilAsserted(
                        () -> assertThat(heard.tooLate).hasSize(2).endsWith(OwnedExecution.of(next.execution())));
    }

    @Test
    void whatOthersOvertakeAgainAndAgainIsGivenBackAfterASecond() {
        dispatcher = dispatcher(1);
        var low = priority(1, NOON);
        dispatcher.accept(List.of(priority(9, NOON), low));
        for (var i = 0; i < 9; i++) {
            dispatcher.accept(List.of(priority(9, NOON)));
            runNext();
            advance(Duration.ofMillis(100));
        }
        assertThat(heard.tooLate).isEmpty();
        dispatcher.accept(List.of(priority(9, NOON)));
        runNext();
        advance(Duration.ofMillis(150));
        eventually().untilAsserted(() -> assertThat(heard.tooLate).containsExactly(OwnedExecution.of(low.execution())));
    }

    @Test
    void whatMustRunHereIsNeverGivenBack() {
        dispatcher = dispatcher(1);
        var other = due(NOON);
        dispatcher.accept(List.of(due(NOON), other));
        var onlyHere = due(NOON);
        dispatcher.expect(onlyHere);
        dispatcher.inserted(onlyHere.execution());
        advance(LATE);
        assertThat(heard.tooLate).containsExactly(OwnedExecution.of(other.execution()));
        advance(Duration.ofHours(1));
        assertThat(heard.tooLate).hasSize(1);
        assertThat(holds(onlyHere)).isTrue();
        runNext();
        assertThat(tasks).hasSize(1);
    }

    // ---- the gate

    @Test
    void whileTheGateIsClosedNothingStarts() {
        gateOpen = false;
        dispatcher.accept(List.of(due(NOON), due(NOON.plusMillis(10))));
        advance(Duration.ofMillis(10));
        assertThat(tasks).isEmpty();
        assertThat(dispatcher.ready()).isEqualTo(2);
        gateOpen = true;
        dispatcher.startDue();
        assertThat(tasks).hasSize(2);
    }

    @Test
    void aPermitThatIsFreedWhileTheGateIsClosedGoesToNobody() {
        dispatcher = dispatcher(1);
        dispatcher.accept(List.of(due(NOON), due(NOON)));
        gateOpen = false;
        runNext();
        assertThat(tasks).isEmpty();
        advance(LATE);
        assertThat(heard.tooLate).hasSize(1);
    }

    // ---- insertions under way

    @Test
    void whatIsBeingInsertedIsKnownAndStartsOnceItIsCommitted() {
        var work = due(NOON);
        dispatcher.expect(work);
        dispatcher.startDue();
        assertThat(holds(work)).isTrue();
        assertThat(tasks).isEmpty();
        assertThat(dispatcher.dropWaiting()).isEmpty();
        dispatcher.inserted(work.execution());
        assertThat(tasks).hasSize(1);
        dispatcher.inserted(work.execution());
        assertThat(tasks).hasSize(1);
    }

    @Test
    void whatCouldNotBeInsertedIsForgotten() {
        var work = due(NOON);
        dispatcher.expect(work);
        dispatcher.stop(id(work), StopReason.CANCELLED);
        assertThat(holds(work)).isFalse();
        dispatcher.inserted(work.execution());
        assertThat(tasks).isEmpty();
    }

    // ---- withdrawals and stops

    @Test
    void aWithdrawnReservationNeverStarts() {
        var work = due(NOON.plusSeconds(1));
        dispatcher.accept(List.of(work));
        dispatcher.withdraw(List.of(OwnedExecution.of(work.execution())));
        assertThat(holds(work)).isFalse();
        advance(Duration.ofSeconds(2));
        assertThat(tasks).isEmpty();
    }

    @Test
    void aReservationOfAnotherClaimIsNotWithdrawn() {
        var work = due(NOON.plusSeconds(1));
        dispatcher.accept(List.of(work));
        dispatcher.withdraw(
                List.of(new OwnedExecution(id(work), 2, null), new OwnedExecution(UUID.randomUUID(), 1, null)));
        assertThat(holds(work)).isTrue();
    }

    @Test
    void whatHasStartedIsNotWithdrawn() {
        var work = due(NOON);
        dispatcher.accept(List.of(work));
        dispatcher.withdraw(List.of(OwnedExecution.of(work.execution())));
        assertThat(holds(work)).isTrue();
        runNext();
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.COMPLETED);
    }

    @Test
    void aStopBeforeItsInstantDropsAReservation() {
        var work = due(NOON.plusSeconds(1));
        dispatcher.accept(List.of(work));
        dispatcher.stop(id(work), StopReason.CANCELLED);
        advance(Duration.ofSeconds(2));
        assertThat(tasks).isEmpty();
        assertThat(holds(work)).isFalse();
    }

    @Test
    void aStopDropsWhatWaitsForAPermit() {
        dispatcher = dispatcher(1);
        var waiting = due(NOON);
        dispatcher.accept(List.of(due(NOON), waiting));
        dispatcher.stop(id(waiting), StopReason.CANCELLED);
        runNext();
        assertThat(tasks).isEmpty();
        assertThat(dispatcher.ready()).isZero();
    }

    @Test
    void whatIsCancelledBeforeItStartsEndsSoAndIsHeldUntilThatIsRecorded() {
        var reserved = due(NOON.plusSeconds(1));
        dispatcher.accept(List.of(reserved));
        dispatcher.cancel(id(reserved));
        advance(Duration.ofSeconds(2));
        assertThat(tasks).isEmpty();
        var ending = harness.ending();
        assertThat(ending.kind()).isEqualTo(Kind.FINAL);
        assertThat(ending.execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(ending.execution().startedAt()).isNull();
        assertThat(holds(reserved)).isTrue();
        dispatcher.forget(id(reserved), reserved.execution().fence());
        assertThat(holds(reserved)).isFalse();
    }

    @Test
    void aCancellationDropsWhatWaitsForAPermit() {
        dispatcher = dispatcher(1);
        var waiting = due(NOON);
        dispatcher.accept(List.of(due(NOON), waiting));
        dispatcher.cancel(id(waiting));
        assertThat(dispatcher.ready()).isZero();
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void aCancellationInterruptsWhatRuns() {
        var blocking = block();
        dispatcher.cancel(id(blocking));
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void aStopBetweenPermitAndWorkerIsNotLost() {
        var work = due(NOON);
        dispatcher.accept(List.of(work));
        dispatcher.stop(id(work), StopReason.CANCELLED);
        dispatcher.stopRunning(StopReason.SHUTDOWN);
        runNext();
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(heard.skillsCalled).hasValue(0);
    }

    @Test
    void aStopOfAllReachesWhatHasAPermitButNoWorkerYet() {
        dispatcher.accept(List.of(due(NOON)));
        dispatcher.stopRunning(StopReason.FENCED);
        runNext();
        assertThat(harness.ending().kind()).isEqualTo(Kind.RETURNED);
        assertThat(heard.skillsCalled).hasValue(0);
    }

    @Test
    void aStopInterruptsWhatRuns() {
        var blocking = block();
        dispatcher.stop(id(blocking), StopReason.CANCELLED);
        assertThat(harness.ending().execution().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void aStopOfSomethingUnknownDoesNothing() {
        dispatcher.stop(UUID.randomUUID(), StopReason.CANCELLED);
        dispatcher.withdraw(List.of());
        dispatcher.forget(UUID.randomUUID(), 1);
        assertThat(dispatcher.holds(UUID.randomUUID(), 1)).isFalse();
    }

    @Test
    void aStopOfAllInterruptsAllThatRunsAndNothingElse() {
        var reserved = due(NOON.plusSeconds(9));
        block();
        block();
        dispatcher.accept(List.of(reserved));
        dispatcher.stopRunning(StopReason.SHUTDOWN);
        eventually().until(() -> harness.endings().size() == 2);
        assertThat(harness.endings()).allMatch(ending -> ending.kind() == Kind.RETURNED);
        assertThat(holds(reserved)).isTrue();
    }

    @Test
    void whatHasNotStartedCanBeDroppedAllAtOnce() {
        dispatcher = dispatcher(1);
        var running = due(NOON);
        var ready = due(NOON);
        var reserved = due(NOON.plusSeconds(9));
        dispatcher.accept(List.of(running));
        dispatcher.accept(List.of(ready, reserved));
        assertThat(dispatcher.dropWaiting())
                .containsExactlyInAnyOrder(
                        OwnedExecution.of(ready.execution()), OwnedExecution.of(reserved.execution()));
        assertThat(holds(running)).isTrue();
        assertThat(dispatcher.ready() + dispatcher.reserved()).isZero();
        assertThat(dispatcher.dropWaiting()).isEmpty();
        advance(Duration.ofSeconds(20));
        assertThat(tasks).hasSize(1);
        assertThat(heard.tooLate).isEmpty();
    }

    // ---- letting go

    @Test
    void anExecutionIsHeldUntilItsThreadHasEndedAndItsOutcomeIsRecorded() {
        var work = due(NOON);
        dispatcher.accept(List.of(work));
        runNext();
        harness.ending();
        assertThat(holds(work)).isTrue();
        dispatcher.forget(id(work), 2);
        assertThat(holds(work)).isTrue();
        dispatcher.forget(id(work), 1);
        assertThat(holds(work)).isFalse();
    }

    @Test
    void aRunawaySkillKeepsItsPermitAfterItsOutcomeWasRecorded() {
        dispatcher = dispatcher(1);
        var runaway = runaway();
        harness.clock.advance(Duration.ofSeconds(60));
        assertThat(dispatcher.runaway()).isEqualTo(1);
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT);
        harness.ending();
        dispatcher.forget(id(runaway), 1);
        assertThat(holds(runaway)).isTrue();
        assertThat(dispatcher.runningCount()).isEqualTo(1);
        assertThat(dispatcher.roomNow()).isZero();

        release.countDown();
        eventually().until(() -> !holds(runaway));
        assertThat(dispatcher.runningCount()).isZero();
        assertThat(dispatcher.runaway()).isZero();
        assertThat(dispatcher.roomNow()).isEqualTo(2);
    }

    @Test
    void whatIsClaimedAgainIsHeldBesideItsOldThread() throws InterruptedException {
        var old = runaway();
        dispatcher.stopRunning(StopReason.FENCED);
        var again = new JobExecution(
                old.execution().toBuilder()
                        .fence(2)
                        .availableAt(NOON.plusSeconds(1))
                        .build(),
                old.job());
        dispatcher.accept(List.of(again));
        assertThat(holds(old)).isTrue();
        assertThat(holds(again)).isTrue();

        release.countDown();
        harness.ending();
        dispatcher.forget(id(old), 1);
        eventually().until(() -> !holds(old));
        assertThat(holds(again)).isTrue();
        assertThat(dispatcher.roomNow()).isEqualTo(11);
        advance(Duration.ofSeconds(1));
        eventually().until(() -> harness.endings().size() == 2);
        dispatcher.forget(id(again), 2);
        assertThat(dispatcher.awaitIdle(LONG)).isTrue();
        assertThat(holds(again)).isFalse();
    }

    @Test
    void aStopOfOneClaimLeavesTheOtherAlone() {
        var old = runaway();
        var again = new JobExecution(
                old.execution().toBuilder()
                        .fence(2)
                        .availableAt(NOON.plusSeconds(1))
                        .build(),
                old.job());
        dispatcher.accept(List.of(again));
        dispatcher.stop(id(old), 1, StopReason.FENCED);
        assertThat(holds(again)).isTrue();
        assertThat(dispatcher.runaway()).isEqualTo(1);
        dispatcher.stop(id(old), 2, StopReason.FENCED);
        assertThat(holds(again)).isFalse();
    }

    // ---- executors

    @Test
    void whatTheExecutorRefusesGoesBackAndCostsNoPermit() {
        for (var refusal : List.of(
                new RejectedExecutionException("full"),
                new IllegalStateException("closed"),
                new OutOfMemoryError("no thread"))) {
            heard.tooLate.clear();
            dispatcher = dispatcher(2);
            workers = task -> {
                if (refusal instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) refusal;
            };
            var works = List.of(due(NOON), due(NOON));
            dispatcher.accept(works);
            assertThat(heard.tooLate)
                    .containsExactlyInAnyOrderElementsOf(works.stream()
                            .map(JobExecution::execution)
                            .map(OwnedExecution::of)
                            .toList());
            assertThat(works).noneMatch(this::holds);
            workers = tasks::add;
            dispatcher.accept(List.of(due(NOON), due(NOON)));
            assertThat(tasks).hasSize(2);
            tasks.clear();
        }
    }

    @Test
    void theCallersThreadWillDoAsAnExecutor() {
        workers = Runnable::run;
        dispatcher = dispatcher(1);
        dispatcher.accept(Stream.generate(() -> due(NOON)).limit(50).toList());
        eventually().until(() -> harness.endings().size() == 50);
        assertThat(dispatcher.ready() + dispatcher.runningCount()).isZero();
    }

    @Test
    void noLockIsHeldWhileForeignCodeRuns() {
        var blockedElsewhere = new AtomicInteger();
        Runnable tryElsewhere = () -> {
            try {
                CompletableFuture.runAsync(
                                () -> {
                                    dispatcher.startDue();
                                    dispatcher.stop(UUID.randomUUID(), StopReason.CANCELLED);
                                },
                                task -> new Thread(task).start())
                        .get(10, TimeUnit.SECONDS);
            } catch (Exception blocked) {
                blockedElsewhere.incrementAndGet();
            }
        };
        heard.atEachCall = tryElsewhere;
        workers = task -> {
            tryElsewhere.run();
            tasks.add(task);
        };
        dispatcher = dispatcher(1);
        dispatcher.accept(List.of(due(NOON), due(NOON.plusSeconds(1)), due(NOON.plusSeconds(1))));
        runNext();
        advance(Duration.ofSeconds(1));
        advance(LATE);
        assertThat(heard.tooLate).hasSize(1);
        assertThat(heard.permitsFree).hasValue(1);
        assertThat(blockedElsewhere).hasValue(0);
    }

    // ---- what it tells

    @Test
    void theRunningExecutionsAreListedTheLongestRunningFirst() {
        var retry = due(NOON);
        var first = block();
        harness.clock.advance(Duration.ofSeconds(1));
        var second = block();
        harness.clock.advance(Duration.ofSeconds(1));
        var third = block(retry);
        assertThat(dispatcher.running())
                .extracting(CronExecution::executionId)
                .containsExactly(id(first), id(second), id(third));
        assertThat(dispatcher.runningCount()).isEqualTo(3);
        assertThat(dispatcher.running())
                .allMatch(execution -> execution.status() == CronExecutionStatus.RUNNING)
                .extracting(CronExecution::startedAt)
                .containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
    }

    @Test
    void observersHearHowLateAnExecutionStartsAndHowLongItWaitedForItsPermit() {
        dispatcher = dispatcher(1);
        dispatcher.accept(List.of(due(NOON)));
        dispatcher.accept(List.of(due(NOON.minusMillis(300))));
        advance(Duration.ofMillis(100));
        runNext();
        advance(Duration.ofMillis(50));
        runNext();
        assertThat(heard.observed).containsExactly("late PT0.1S waited PT0.1S", "late PT0.45S waited PT0.15S");
    }

    // ---- waiting for rest

    @Test
    void itIsIdleWhenNothingIsDueRunsOrWaitsToBeRecorded() throws Exception {
        dispatcher = dispatcher(1);
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isTrue();
        dispatcher.accept(List.of(due(NOON.plusSeconds(1))));
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isTrue();
        advance(Duration.ofSeconds(1));
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isFalse();
        assertThat(dispatcher.awaitNoneRunning(Duration.ZERO)).isFalse();
        runNext();
        var ended = harness.ending();
        assertThat(dispatcher.awaitNoneRunning(Duration.ZERO)).isTrue();
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isFalse();
        dispatcher.forget(ended.executionId(), 1);
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isTrue();
        dispatcher.expect(due(NOON));
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isFalse();
    }

    @Test
    void itDoesNotWaitForARunawaySkillWhoseOutcomeIsRecorded() throws Exception {
        var runaway = runaway();
        dispatcher.stop(id(runaway), StopReason.CANCELLED);
        harness.clock.advance(RunHarness.RUNAWAY_LIMIT);
        harness.ending();
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isFalse();
        dispatcher.forget(id(runaway), 1);
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isTrue();
        assertThat(dispatcher.awaitNoneRunning(Duration.ZERO)).isTrue();
    }

    @Test
    void itWaitsForTheThreadThatHasYetToGiveItsPermitBack() throws Exception {
        // Its outcome may be recorded before that; who claims now would find no room.
        var work = block();
        var holdUp = new CountDownLatch(1);
        atGate = () -> awaitUninterruptibly(holdUp);
        skills.release();
        harness.ending();
        dispatcher.forget(id(work), 1);
        assertThat(dispatcher.awaitIdle(Duration.ZERO)).isFalse();
        assertThat(dispatcher.awaitNoneRunning(Duration.ZERO)).isFalse();
        holdUp.countDown();
        assertThat(dispatcher.awaitIdle(LONG)).isTrue();
        assertThat(dispatcher.roomNow()).isEqualTo(11);
    }

    @Test
    void whoWaitsHearsWhenTheLastOneHasEnded() {
        harness.listener = (outcome, answer) -> {
            if (outcome.kind() == Kind.FINAL) {
                dispatcher.forget(outcome.executionId(), outcome.execution().fence());
            }
        };
        block();
        var idle = CompletableFuture.supplyAsync(() -> idle(LONG), task -> new Thread(task).start());
        assertThat(idle).isNotDone();
        skills.release();
        assertThat(idle.join()).isTrue();
    }

    // ---- all at once

    @Test
    void underLoadNoPermitIsLostAndNothingStartsTwice() throws Exception {
        var random = new Random(11);
        var pool = Executors.newCachedThreadPool();
        workers = pool;
        dispatcher = dispatcher(8);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var runs = new CopyOnWriteArrayList<UUID>();
        harness.skill = (request, context) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            runs.add(context.executionId());
            Thread.onSpinWait();
            running.decrementAndGet();
            return SkillResult.empty();
        };
        harness.listener = (outcome, answer) -> {
            if (outcome.kind() != Kind.STARTED) {
                dispatcher.forget(outcome.executionId(), outcome.execution().fence());
            }
        };
        var threads = new ArrayList<CompletableFuture<Void>>();
        for (var thread = 0; thread < 3; thread++) {
            var seed = random.nextLong();
            threads.add(CompletableFuture.runAsync(() -> churn(new Random(seed)), pool));
        }
        threads.forEach(CompletableFuture::join);
        harness.clock.advance(Duration.ofMinutes(1));
        eventually().until(() -> idle(Duration.ZERO));
        assertThat(most.get()).isLessThanOrEqualTo(8);
        assertThat(runs).doesNotHaveDuplicates();
        harness.clock.advance(Duration.ofSeconds(1));
        assertThat(dispatcher.roomNow()).isEqualTo(8);
        assertThat(dispatcher.reserved() + dispatcher.ready() + dispatcher.runningCount())
                .isZero();
        pool.shutdownNow();
    }

    private void churn(Random random) {
        for (var i = 0; i < 300; i++) {
            var works = Stream.generate(() -> due(NOON.plusMillis(random.nextInt(600) - 100)))
                    .limit(random.nextInt(5))
                    .toList();
            dispatcher.accept(works);
            if (random.nextInt(10) == 0) {
                harness.clock.advance(Duration.ofMillis(random.nextInt(20)));
            }
            for (var work : works) {
                switch (random.nextInt(6)) {
                    case 0 -> dispatcher.stop(id(work), StopReason.CANCELLED);
                    case 1 -> dispatcher.withdraw(List.of(OwnedExecution.of(work.execution())));
                    case 2 -> dispatcher.startDue();
                    default -> dispatcher.running();
                }
            }
        }
    }

    private boolean idle(Duration limit) {
        try {
            return dispatcher.awaitIdle(limit);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Dispatcher dispatcher(int permits) {
        var made = new Dispatcher(harness.environment(), task -> workers.execute(task), permits, this::gate, heard);
        made.listen(heard);
        harness.skill = (request, context) -> {
            heard.skillsCalled.incrementAndGet();
            heard.starts.add(context.executionId());
            return SkillResult.empty();
        };
        return made;
    }

    private boolean gate() {
        atGate.run();
        return gateOpen;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void advance(Duration duration) {
        harness.clock.advance(duration);
    }

    /** Runs the next task of the workers on this thread. */
    private void runNext() {
        tasks.remove().run();
    }

    /** An execution whose skill runs until it is let go or interrupted. */
    private JobExecution block() {
        return block(due(harness.clock.instant()));
    }

    private JobExecution block(JobExecution work) {
        return startOnThread(work, id -> {
            skills.acquire();
            return id;
        });
    }

    /** An execution whose skill runs until the test ends, interrupted or not. */
    private JobExecution runaway() {
        return startOnThread(due(harness.clock.instant()), id -> {
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException ignored) {
                    // As a skill that swallows its interruption.
                }
            }
            return id;
        });
    }

    private JobExecution startOnThread(JobExecution work, Skill skill) {
        var begun = new CountDownLatch(1);
        harness.skill = (request, context) -> {
            begun.countDown();
            skill.run(context.executionId());
            return SkillResult.empty();
        };
        workers = task -> new Thread(task).start();
        dispatcher.accept(List.of(work));
        eventually().until(() -> begun.getCount() == 0);
        return work;
    }

    private boolean holds(JobExecution work) {
        return dispatcher.holds(id(work), work.execution().fence());
    }

    private static UUID id(JobExecution work) {
        return work.execution().executionId();
    }

    private static JobExecution due(Instant instant) {
        return changed(execution -> execution.availableAt(instant));
    }

    private static JobExecution withParameters(Instant instant, Runnable atLook) {
        var parameters = new AbstractMap<String, Object>() {
            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                atLook.run();
                return Set.of();
            }
        };
        return changed(execution -> execution.availableAt(instant).skillParams(parameters));
    }

    private static JobExecution priority(int priority, Instant instant) {
        return changed(execution -> execution.availableAt(instant).priority(priority));
    }

    private static JobExecution changed(Function<CronExecution.Builder, CronExecution.Builder> change) {
        var job = aJob().build();
        return new JobExecution(change.apply(reserved(job)).build(), job);
    }

    private interface Skill {
        UUID run(UUID executionId) throws Exception;
    }

    private static final class Heard implements Dispatcher.DispatchListener, EngineObserver {
        private final List<OwnedExecution> tooLate = new CopyOnWriteArrayList<>();
        private final List<UUID> starts = new CopyOnWriteArrayList<>();
        private final List<String> observed = new CopyOnWriteArrayList<>();
        private final AtomicInteger permitsFree = new AtomicInteger();
        private final AtomicInteger skillsCalled = new AtomicInteger();
        private volatile Runnable atEachCall = () -> {};

        @Override
        public void tooLate(List<OwnedExecution> executions) {
            tooLate.addAll(executions);
            atEachCall.run();
        }

        @Override
        public void permitFree() {
            permitsFree.incrementAndGet();
            atEachCall.run();
        }

        @Override
        public void started(Instant due, Instant begun, long queueNanos) {
            observed.add("late " + Duration.between(due, begun) + " waited " + Duration.ofNanos(queueNanos));
            atEachCall.run();
        }
    }
}
