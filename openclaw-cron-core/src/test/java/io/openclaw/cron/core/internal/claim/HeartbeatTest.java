package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.claim.ClaimHarness.id;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration SELF_FENCE_AFTER = Duration.ofSeconds(6);
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private final ClaimHarness harness = new ClaimHarness();
    private final RecordingStore store = harness.run.store;
    private final Heartbeat heartbeat = harness.heartbeat;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void theRegistrationIsABeat() {
        assertThat(store.registrations).containsExactly(harness.session.node());
        assertThat(harness.session.fenced()).isFalse();
        assertThat(harness.session.lastBeat()).isEqualTo(NOON);
    }

    @Test
    void aRegistrationThatIsRefusedIsHeardOf() {
        store.registration = node -> {
            throw new CronStoreException("another node of that name is alive", null);
        };
        assertThatThrownBy(heartbeat::register).hasMessageContaining("another node");
    }

    @Test
    void itBeatsAtOnceAndOncePerPeriod() {
        start();
        for (var beats = 1; beats < 4; beats++) {
            harness.run.clock.advance(PERIOD.minus(A_MILLISECOND));
            harness.quiet("heartbeat");
            assertThat(store.beats).hasSize(beats);
            harness.run.clock.advance(A_MILLISECOND);
            awaitBeats(beats + 1);
        }
        assertThat(store.beats).containsOnly(harness.session.node());
        assertThat(harness.session.lastBeat()).isEqualTo(NOON.plusSeconds(6));
    }

    @Test
    void itKnowsFromEachBeatWhetherItIsAlone() {
        store.beat = node -> new HeartbeatReply(true, NOON, true, false, List.of(), Set.of());
        start();
        assertThat(harness.session.othersAlive()).isTrue();
    }

    @Test
    void aSharedStoresTimeCorrectsTheClock() {
        store.storeTime = () -> harness.run.clock.instant().plusSeconds(100);
        start();
        assertThat(harness.clock.offset()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aStoreThatIsOursAloneHasNoTimeOfItsOwn() {
        try (var alone = new ClaimHarness(false)) {
            alone.run.store.storeTime = () -> Instant.EPOCH;
            alone.heartbeat.start();
            eventually().until(() -> !alone.run.store.beats.isEmpty());
            alone.quiet("heartbeat");
            assertThat(alone.clock.offset()).isZero();
        }
    }

    // ---- what the store holds for the node

    @Test
    void aRunWhoseCancellationWasAskedForIsInterrupted() {
        var work = harness.running();
        store.beat = node -> store.alive(List.of(OwnedExecution.of(work.execution())), Set.of(id(work)));
        heartbeat.start();
        assertThat(harness.ending().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void whatTheNodeDoesNotKnowOfIsGivenBack() {
        var known = harness.reserved(NOON.plusSeconds(60));
        harness.dispatcher.accept(List.of(known));
        var unknown = new OwnedExecution(Samples.id(), 1, Samples.id());
        var otherClaim = new OwnedExecution(id(known), 2, Samples.id());
        var withoutClaim = new OwnedExecution(Samples.id(), 1, null);
        store.beat = node ->
                store.alive(List.of(OwnedExecution.of(known.execution()), unknown, otherClaim, withoutClaim), Set.of());
        start();
        assertThat(store.released).containsExactly(unknown, otherClaim, withoutClaim);
        assertThat(harness.holds(known)).isTrue();
    }

    @Test
    void whatAClaimInFlightMayHaveReservedIsLeftAlone() {
        var claimId = Samples.id();
        harness.inFlight.begin(claimId);
        var reserved = new OwnedExecution(Samples.id(), 1, claimId);
        store.beat = node -> store.alive(List.of(reserved), Set.of());
        start();
        assertThat(store.released).isEmpty();
        harness.inFlight.end(claimId);
        harness.run.clock.advance(PERIOD);
        awaitBeats(2);
        eventually().until(() -> store.released.contains(reserved));
    }

    @Test
    void whatIsBeingInsertedForTheNodeIsLeftAlone() {
        var inserting = harness.reserved(NOON);
        harness.dispatcher.expect(inserting);
        store.beat = node -> store.alive(List.of(OwnedExecution.of(inserting.execution())), Set.of());
        start();
        assertThat(store.released).isEmpty();
    }

    // ---- the fence

    @Test
    void whenTheStoreIsAwayItIsSaidAndWhenItIsBackTooAndWhatRunsGoesOn() {
        harness.running();
        start();
        store.goAway();
        harness.run.clock.advance(PERIOD);
        awaitBeats(2);
        assertThat(harness.run.availability.problem()).isEqualTo("the store is away");
        store.comeBack();
        harness.run.clock.advance(PERIOD);
        awaitBeats(3);
        assertThat(harness.run.availability.problem()).isNull();
        assertThat(harness.dispatcher.runaway()).isZero();
        assertThat(harness.dispatcher.runningCount()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsSilentForTooLongInterruptsWhatRunsAndDropsWhatWaits() {
        harness.running();
        var ahead = harness.reserved(NOON.plusSeconds(60));
        harness.dispatcher.accept(List.of(ahead));
        store.beat = node -> store.alive(List.of(OwnedExecution.of(ahead.execution())), Set.of());
        start();
        store.goAway();
        harness.run.clock.advance(SELF_FENCE_AFTER.minus(A_MILLISECOND));
        assertThat(harness.dispatcher.runningCount()).isEqualTo(1);
        assertThat(harness.holds(ahead)).isTrue();

        // The watch looks a millisecond after the moment.
        harness.run.clock.advance(A_MILLISECOND);
        harness.run.clock.advance(A_MILLISECOND);
        store.comeBack();
        // The recorder may have failed a moment ago and wait for its next try.
        eventually().until(() -> {
            harness.run.clock.advance(PERIOD);
            return !harness.run.endings().isEmpty();
        });
        assertThat(harness.run.ending().kind()).isEqualTo(Kind.RETURNED);
        assertThat(harness.holds(ahead)).isFalse();
    }

    @Test
    void theFenceFallsInTimeEvenIfABeatHangs() {
        var work = harness.running();
        var hanging = new CountDownLatch(1);
        store.beat = node -> {
            await(hanging);
            return store.alive(List.of(), Set.of());
        };
        heartbeat.start();
        awaitBeats(1);
        harness.run.clock.advance(PERIOD);
        harness.run.clock.advance(PERIOD);
        harness.run.clock.advance(PERIOD);
        harness.run.clock.advance(A_MILLISECOND);
        assertThat(harness.run.ending().executionId()).isEqualTo(id(work));
        assertThat(harness.run.ending().kind()).isEqualTo(Kind.RETURNED);
        hanging.countDown();
    }

    @Test
    void afterTheFenceTheNodeStartsNothingUntilTheStoreAnswersAgain() {
        start();
        store.goAway();
        harness.run.clock.advance(SELF_FENCE_AFTER.plus(A_MILLISECOND));
        harness.quiet("heartbeat");
        var work = harness.reserved(NOON);
        harness.dispatcher.accept(List.of(work));
        assertThat(harness.dispatcher.runningCount()).isZero();
        assertThat(harness.dispatcher.ready()).isEqualTo(1);

        store.comeBack();
        store.beat = node -> store.alive(List.of(OwnedExecution.of(work.execution())), Set.of());
        var beats = store.beats.size();
        harness.run.clock.advance(PERIOD);
        eventually().until(() -> store.beats.size() > beats && !harness.session.fenced());
    }

    @Test
    void aStoreThatIsOursAloneFencesNobody() {
        try (var alone = new ClaimHarness(false)) {
            alone.running();
            alone.heartbeat.start();
            alone.quiet("heartbeat");
            alone.run.store.goAway();
            for (var i = 0; i < 20; i++) {
                alone.run.clock.advance(PERIOD);
            }
            assertThat(alone.dispatcher.runningCount()).isEqualTo(1);
            assertThat(alone.dispatcher.runaway()).isZero();
        }
    }

    @Test
    void afterTheStopSilenceMeansNothing() {
        harness.running();
        start();
        heartbeat.stop();
        harness.run.clock.advance(PERIOD);
        harness.run.clock.advance(SELF_FENCE_AFTER);
        assertThat(harness.dispatcher.runaway()).isZero();
        assertThat(harness.run.endings()).isEmpty();
        assertThat(store.beats).hasSize(1);
    }

    // ---- declared dead

    @Test
    void aNodeThatWasDeclaredDeadStopsEverythingAndComesBackAsAnother() {
        harness.running();
        var ahead = harness.reserved(NOON.plusSeconds(60));
        harness.dispatcher.accept(List.of(ahead));
        var before = harness.session.node();
        store.beat = node -> node.equals(before) ? store.dead() : store.alive(List.of(), Set.of());
        start();
        var after = harness.session.node();
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after).isNotEqualTo(before);
        assertThat(store.registrations).containsExactly(before, after);
        assertThat(harness.session.fenced()).isFalse();
        assertThat(harness.holds(ahead)).isFalse();
        var returned = harness.run.ending();
        assertThat(returned.kind()).isEqualTo(Kind.RETURNED);
        assertThat(returned.node()).isEqualTo(Samples.NODE.equals(before) ? before : returned.node());
        assertThat(store.batches).last().extracting(RecordingStore.Batch::node).isEqualTo(before);
        harness.run.clock.advance(PERIOD);
        awaitBeats(2);
        assertThat(store.beats).containsExactly(before, after);
    }

    @Test
    void untilItIsRegisteredAnewItRunsNothingAndItTriesAgainAtTheNextBeat() {
        var before = harness.session.node();
        var refusals = new AtomicInteger(2);
        store.beat = node -> store.registrations.contains(node) && !node.equals(before) && refusals.get() < 0
                ? store.alive(List.of(), Set.of())
                : store.dead();
        store.registration = node -> {
            if (refusals.getAndDecrement() > 0) {
                throw new CronStoreException("away", null);
            }
            return store.registered(true);
        };
        start();
        assertThat(harness.session.fenced()).isTrue();
        harness.run.clock.advance(PERIOD);
        awaitBeats(2);
        harness.quiet("heartbeat");
        assertThat(harness.session.fenced()).isTrue();
        harness.run.clock.advance(PERIOD);
        awaitBeats(3);
        harness.quiet("heartbeat");
        assertThat(harness.session.fenced()).isFalse();
        assertThat(store.registrations)
                .extracting(NodeId::incarnation)
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void whatIsAcceptedWhileTheIdentityChangesIsStopped() {
        // The gate is closed from the renewal until the registration, so nothing can slip through.
        var before = harness.session.node();
        var work = harness.reserved(NOON);
        store.beat = node -> node.equals(before) ? store.dead() : store.alive(List.of(), Set.of());
        store.registration = node -> {
            harness.dispatcher.accept(List.of(work));
            assertThat(harness.dispatcher.runningCount()).isZero();
            return store.registered(true);
        };
        start();
        assertThat(store.registrations).hasSize(2);
    }

    @Test
    void aDefectOfTheStoreDoesNotEndTheBeats() {
        store.failure = new IllegalStateException("a defect");
        start();
        store.comeBack();
        harness.run.clock.advance(Duration.ofSeconds(1));
        awaitBeats(2);
    }

    private void start() {
        heartbeat.start();
        awaitBeats(1);
        harness.quiet("heartbeat");
    }

    private void awaitBeats(int count) {
        eventually().until(() -> store.beats.size() >= count);
        harness.quiet("heartbeat");
        assertThat(store.beats).hasSize(count);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
