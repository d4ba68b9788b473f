package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.claim.ClaimHarness.claimed;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimLoopTest {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private final ClaimHarness harness = new ClaimHarness();
    private final RecordingStore store = harness.run.store;
    private final ClaimLoop loop = harness.claimLoop;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void itClaimsAtTheStartAndAgainAfterThePollInterval() {
        start();
        pollAgainAfter(POLL);
        pollAgainAfter(POLL);
    }

    @Test
    void itLetsTheStartsOfAnInstantGoBeforeItClaims() {
        var claimsBefore = new CopyOnWriteArrayList<Integer>();
        harness.startsFirst = () -> claimsBefore.add(store.claims.size());
        start();
        pollAgainAfter(POLL);
        assertThat(claimsBefore).startsWith(0, 1);
    }

    @Test
    void itClaimsWhenSomethingComesDueBeforeThat() {
        foresees(Duration.ofMillis(300));
        start();
        pollAgainAfter(Duration.ofMillis(300));
    }

    @Test
    void itWaitsNoLongerThanThePollIntervalForWhatComesDueLater() {
        foresees(Duration.ofHours(1));
        start();
        pollAgainAfter(POLL);
    }

    @Test
    void itDoesNotHammerTheStoreForWhatOthersHaveLocked() {
        foresees(Duration.ZERO);
        start();
        pollAgainAfter(Duration.ofMillis(10));
        foresees(Duration.ofSeconds(-5));
        pollAgainAfter(Duration.ofMillis(10));
    }

    @Test
    void aRoundThatHasChangedSomethingIsFollowedByAnotherAtOnceIfThereIsMore() {
        var left = new AtomicInteger(3);
        store.claim = (request, planner) -> new ClaimResult(
                true,
                left.getAndDecrement() > 0 ? List.of(harness.reserved(NOON.plusSeconds(9))) : List.of(),
                List.of(),
                List.of(),
                List.of(),
                left.get() >= 0 ? request.now() : null);
        loop.start();
        eventually().until(() -> store.claims.size() == 4);
        assertThat(loop.fruitfulRounds()).isEqualTo(3);
    }

    @Test
    void whatItForeseesCountsFromTheTimeOfTheClaimHoweverLongTheClaimTook() {
        store.claim = (request, planner) -> {
            harness.run.clock.advance(Duration.ofMillis(40));
            return new ClaimResult(
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    request.now().plusMillis(300));
        };
        start();
        foresees(Duration.ofHours(1));
        pollAgainAfter(Duration.ofMillis(260));
    }

    @Test
    void aSignalMakesItClaim() {
        start();
        loop.signal();
        awaitClaims(2);
    }

    @Test
    void aFreePermitMakesItClaimIfTheLastClaimTookAllThatThereWasRoomFor() {
        harness.overloaded = true;
        start();
        loop.permitFree();
        awaitClaims(2);
    }

    @Test
    void aFreePermitMakesNoClaimWhereTheLastOneLeftRoom() {
        start();
        loop.permitFree();
        harness.quiet("store");
        assertThat(store.claims).hasSize(1);
    }

    @Test
    void aFreePermitMakesADrainedNodeLookWhetherItIsIdle() {
        var work = harness.running().execution();
        start();
        var idle = harness.drain.begin(harness.session.node()).toCompletableFuture();
        harness.dispatcher.forget(work.executionId(), work.fence());
        harness.quiet("store");
        assertThat(idle).isNotDone();
        harness.release.countDown();
        eventually().until(harness.dispatcher::isEmpty);
        loop.permitFree();
        eventually().until(idle::isDone);
    }

    @Test
    void aPermitThatBecomesFreeDuringAClaimThatTakesAllMakesItClaimAgain() {
        start();
        var freed = new AtomicBoolean();
        store.claim = (request, planner) -> {
            if (freed.compareAndSet(false, true)) {
                loop.permitFree();
            }
            return claimed(Stream.generate(() -> harness.reserved(NOON))
                    .limit(request.roomNow())
                    .toArray(JobExecution[]::new));
        };
        loop.signal();
        awaitClaims(3);
    }

    @Test
    void whatWaitedTooLongIsGivenBackBeforeTheNextClaim() {
        start();
        var late = new OwnedExecution(Samples.id(), 1, null);
        store.beforeRelease = () -> assertThat(store.claims).hasSize(1);
        loop.tooLate(List.of(late));
        awaitClaims(2);
        assertThat(store.released).containsExactly(late);
    }

    @Test
    void whoWaitsForAClaimFromNowGetsAWholeOne() {
        start();
        loop.claimFromNow().join();
        assertThat(store.claims).hasSize(2);
    }

    @Test
    void aFencedNodeClaimsNothingButLooksAgain() {
        start();
        harness.run.clock.advance(Duration.ofSeconds(6));
        loop.claimFromNow().join();
        harness.quiet("store");
        assertThat(store.claims).hasSize(1);
        harness.session.beat(harness.session.moment(), true);
        harness.run.clock.advance(POLL);
        awaitClaims(2);
    }

    @Test
    void aStoreThatIsAwayIsAskedOnceInAPollIntervalAndThenTheLostClaimIsGivenBackFirst() {
        store.goAway();
        loop.start();
        awaitClaims(1);
        harness.quiet("store");
        assertThat(harness.run.availability.problem()).isNotNull();
        harness.run.clock.advance(POLL.minus(A_MILLISECOND));
        harness.quiet("store");
        // The next round begins with the lost claim, and gets no further.
        harness.run.clock.advance(A_MILLISECOND);
        harness.quiet("store");
        assertThat(store.claims).hasSize(1);
        assertThat(store.releasedClaims).isEmpty();

        store.comeBack();
        loop.claimFromNow().join();
        assertThat(store.releasedClaims).containsExactly(store.claims.get(0).claimId());
        assertThat(store.claims).hasSize(2);
        assertThat(harness.run.availability.problem()).isNull();
    }

    @Test
    void aDefectOfTheStoreDoesNotEndIt() {
        store.failure = new IllegalStateException("a defect");
        loop.start();
        awaitClaims(1);
        harness.quiet("store");
        store.comeBack();
        harness.run.clock.advance(Duration.ofSeconds(1));
        awaitClaims(2);
    }

    @Test
    void eachRoundStartsWhatHasBecomeDueByAClockThatWasSet() {
        start();
        var work = harness.reserved(NOON.plusSeconds(3_600));
        harness.dispatcher.accept(List.of(work));
        harness.run.clock.set(NOON.plusSeconds(3_600));
        // The node beats at once, or it would count as silent for an hour.
        harness.session.beat(harness.session.moment(), true);
        loop.claimFromNow().join();
        assertThat(harness.ending().executionId()).isEqualTo(work.execution().executionId());
    }

    @Test
    void whatItClaimsRunsOnItsInstant() {
        var work = harness.reserved(NOON.plusMillis(1_200));
        var answers = new AtomicInteger();
        store.claim =
                (request, planner) -> answers.getAndIncrement() == 0 ? claimed(work) : RecordingStore.nothingToClaim();
        loop.start();
        eventually().until(() -> harness.holds(work));
        harness.run.clock.advance(Duration.ofMillis(1_200));
        assertThat(harness.ending().startedAt()).isEqualTo(NOON.plusMillis(1_200));
    }

    @Test
    void afterTheStopItClaimsNothing() {
        start();
        loop.stop();
        loop.signal();
        harness.run.clock.advance(POLL);
        assertThat(store.claims).hasSize(1);
    }

    private void start() {
        loop.start();
        awaitClaims(1);
        harness.quiet("store");
    }

    private void pollAgainAfter(Duration pause) {
        harness.quiet("store");
        var before = store.claims.size();
        harness.run.clock.advance(pause.minus(A_MILLISECOND));
        harness.quiet("store");
        assertThat(store.claims).hasSize(before);
        harness.run.clock.advance(A_MILLISECOND);
        awaitClaims(before + 1);
    }

    private void foresees(Duration ahead) {
        store.claim = (request, planner) -> new ClaimResult(
                true, List.of(), List.of(), List.of(), List.of(), request.now().plus(ahead));
    }

    private void awaitClaims(int count) {
        eventually().until(() -> store.claims.size() >= count);
        assertThat(store.claims).hasSize(count);
    }
}
