package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.claim.ClaimHarness.claimed;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final ClaimHarness harness = new ClaimHarness();
    private final RecordingStore store = harness.run.store;
    private final Claims claims = harness.claims;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void itAsksForWhatThereIsRoomForUpToItsHorizon() {
        harness.dispatcher.accept(
                List.of(harness.reserved(NOON.plusSeconds(1)), harness.reserved(NOON.plusSeconds(1))));
        harness.running();
        claims.claimOnce();
        var request = lastRequest();
        assertThat(request.node()).isEqualTo(harness.session.node());
        assertThat(request.now()).isEqualTo(NOON);
        assertThat(request.horizon()).isEqualTo(NOON.plusMillis(1_500));
        assertThat(request.roomNow()).isEqualTo(ClaimHarness.PERMITS - 1);
        assertThat(request.roomAhead()).isEqualTo(98);
        assertThat(request.skills()).isNull();
    }

    @Test
    void eachClaimHasAnIdOfItsOwn() {
        claims.claimOnce();
        claims.claimOnce();
        assertThat(store.claims).extracting(ClaimRequest::claimId).doesNotHaveDuplicates();
    }

    @Test
    void itAsksOnlyForSkillsThatItKnowsAsTheyAreNow() {
        harness.skillNames = Set.of("print");
        claims.claimOnce();
        assertThat(lastRequest().skills()).containsExactly("print");
        harness.skillNames = Set.of("print", "send");
        claims.claimOnce();
        assertThat(lastRequest().skills()).containsExactlyInAnyOrder("print", "send");
    }

    @Test
    void whileTooManyOutcomesWaitItAsksForNothing() {
        harness.overloaded = true;
        claims.claimOnce();
        assertThat(lastRequest().roomNow()).isZero();
        assertThat(lastRequest().roomAhead()).isZero();
    }

    @Test
    void aReservationAheadNeedsNoPermitButThereAreOnlySoMany() {
        for (var i = 0; i < 120; i++) {
            harness.dispatcher.accept(List.of(harness.reserved(NOON.plusSeconds(1))));
        }
        claims.claimOnce();
        assertThat(lastRequest().roomAhead()).isZero();
        assertThat(lastRequest().roomNow()).isEqualTo(ClaimHarness.PERMITS);
    }

    @Test
    void muchIsReservedAheadInPortionsOneAfterAnother() {
        try (var roomy = new ClaimHarness(config -> config.maxReserved(1_500))) {
            roomy.run.store.claim = (request, planner) ->
                    claimed(Stream.generate(() -> roomy.reserved(NOON.plusSeconds(1)))
                            .limit(request.roomAhead())
                            .toArray(JobExecution[]::new));

            assertThat(roomy.claims.claimOnce()).isEqualTo(new Claims.Round(true, Duration.ZERO, true));
            assertThat(roomy.claims.claimOnce()).isEqualTo(new Claims.Round(true, null, true));

            assertThat(roomy.run.store.claims)
                    .extracting(ClaimRequest::roomAhead)
                    .containsExactly(1_000, 500);
            assertThat(roomy.dispatcher.reserved()).isEqualTo(1_500);
        }
    }

    @Test
    void muchThatIsDueIsClaimedInPortionsOneAfterAnother() {
        try (var roomy = new ClaimHarness(config -> config.maxConcurrentJobs(2_500))) {
            roomy.run.store.claim = (request, planner) -> claimed(Stream.generate(() -> roomy.reserved(NOON))
                    .limit(request.roomNow())
                    .toArray(JobExecution[]::new));

            assertThat(roomy.claims.claimOnce()).isEqualTo(new Claims.Round(true, Duration.ZERO, true));

            assertThat(roomy.run.store.claims).extracting(ClaimRequest::roomNow).containsExactly(2_000);
        }
    }

    @Test
    void whatItGetsIsHeld() {
        var work = harness.reserved(NOON.plusSeconds(1));
        store.claim = (request, planner) -> claimed(work);
        assertThat(claims.claimOnce().progress()).isTrue();
        assertThat(harness.holds(work)).isTrue();
    }

    @Test
    void firesAreDecidedByTheMomentOfTheClaim() {
        harness.run.clock.advance(Duration.ofSeconds(31));
        var plan = new AtomicReference<@Nullable FirePlan>();
        store.claim = (request, planner) -> {
            plan.set(planner.plan(new DueJob(Samples.aJob().build(), 0, 0, true, true)));
            return RecordingStore.nothingToClaim();
        };
        claims.claimOnce();
        assertThat(plan.get().fires()).extracting(PlannedFire::fireAt).containsExactly(NOON);

        harness.session.skipBefore(NOON.plusSeconds(31));
        claims.claimOnce();
        assertThat(plan.get().fires())
                .extracting(fire -> fire.reason().code())
                .containsExactly(CronExecutionError.NO_RECOVERY);
    }

    @Test
    void aClaimIsInFlightUntilWhatItGotIsHeld() {
        var work = harness.reserved(NOON.plusSeconds(1));
        store.claim = (request, planner) -> {
            assertThat(harness.inFlight.contains(request.claimId())).isTrue();
            return claimed(work);
        };
        claims.claimOnce();
        assertThat(harness.inFlight.contains(lastRequest().claimId())).isFalse();
        assertThat(harness.inFlight.contains(null)).isFalse();
    }

    @Test
    void aClaimThatFailedIsGivenBackBeforeTheNextOneAndStaysInFlightTillThen() {
        store.goAway();
        assertThatThrownBy(claims::claimOnce).isInstanceOf(CronStoreException.class);
        var lost = lastRequest().claimId();
        assertThat(harness.inFlight.contains(lost)).isTrue();

        assertThatThrownBy(claims::resolveUnknown).isInstanceOf(CronStoreException.class);
        assertThat(harness.inFlight.contains(lost)).isTrue();

        store.comeBack();
        claims.resolveUnknown();
        claims.resolveUnknown();
        assertThat(store.releasedClaims).containsExactly(lost);
        assertThat(harness.inFlight.contains(lost)).isFalse();
    }

    @Test
    void aClaimThatEndsInADefectIsGivenBackToo() {
        for (var defect : List.of(new IllegalStateException("a defect"), new StackOverflowError("a defect"))) {
            store.failure = defect;
            assertThatThrownBy(claims::claimOnce).isSameAs(defect);
            store.comeBack();
            claims.resolveUnknown();
            assertThat(store.releasedClaims).endsWith(lastRequest().claimId());
            assertThat(harness.inFlight.contains(lastRequest().claimId())).isFalse();
        }
    }

    @Test
    void whatAClaimGotForANodeThatWasDeclaredDeadMeanwhileIsNotRun() {
        var due = harness.reserved(NOON);
        store.claim = (request, planner) -> {
            harness.session.renew();
            harness.heartbeat.register();
            return claimed(due);
        };
        claims.claimOnce();
        assertThat(harness.holds(due)).isFalse();
        assertThat(harness.dispatcher.runningCount()).isZero();
        assertThat(harness.inFlight.contains(lastRequest().claimId())).isFalse();
    }

    @Test
    void whatAClaimGotForANodeThatWasDrainedMeanwhileIsGivenBackAndNotRun() {
        var due = harness.reserved(NOON);
        var ahead = harness.reserved(NOON.plusSeconds(1));
        store.claim = (request, planner) -> {
            harness.drain.begin(harness.session.node());
            return claimed(due, ahead);
        };
        claims.claimOnce();
        assertThat(harness.dispatcher.isEmpty()).isTrue();
        assertThat(store.released)
                .containsExactly(OwnedExecution.of(due.execution()), OwnedExecution.of(ahead.execution()));
        assertThat(harness.inFlight.contains(lastRequest().claimId())).isFalse();
    }

    @Test
    void theStoreCountsAsThereAfterAClaim() {
        harness.run.availability.failed(StoreAvailability.Part.CLAIMS, new CronStoreException("away", null));
        claims.claimOnce();
        assertThat(harness.run.availability.problem()).isNull();
    }

    @Test
    void aRoundIsFullWhenItTookAllThatThereWasRoomForNowOrAhead() {
        assertThat(roundOf(ClaimHarness.PERMITS - 1, NOON).full()).isFalse();
        assertThat(roundOf(ClaimHarness.PERMITS, NOON).full()).isTrue();
        assertThat(roundOf(99, NOON.plusSeconds(1)).full()).isFalse();
        assertThat(roundOf(100, NOON.plusSeconds(1)).full()).isTrue();
    }

    private static Claims.Round roundOf(int claimed, Instant at) {
        try (var fresh = new ClaimHarness()) {
            fresh.run.store.claim = (request, planner) -> claimed(
                    Stream.generate(() -> fresh.reserved(at)).limit(claimed).toArray(JobExecution[]::new));
            return fresh.claims.claimOnce();
        }
    }

    @Test
    void aRoundWithoutRoomIsFull() {
        harness.overloaded = true;
        assertThat(claims.claimOnce().full()).isTrue();
    }

    @Test
    void aRoundThatChangedNothingIsNoProgress() {
        assertThat(claims.claimOnce()).isEqualTo(new Claims.Round(false, null, false));
        store.claim = (request, planner) ->
                new ClaimResult(true, List.of(), List.of(), List.of(), List.of(), NOON.plusSeconds(3));
        assertThat(claims.claimOnce()).isEqualTo(new Claims.Round(false, Duration.ofSeconds(3), false));
    }

    @Test
    void whatEndedOrWasDisabledIsProgressToo() {
        var work = harness.reserved(NOON);
        store.claim = (request, planner) -> new ClaimResult(true, List.of(), List.of(work), List.of(), List.of(), null);
        assertThat(claims.claimOnce().progress()).isTrue();
        store.claim =
                (request, planner) -> new ClaimResult(true, List.of(), List.of(), List.of(), List.of(work.job()), null);
        assertThat(claims.claimOnce().progress()).isTrue();
    }

    @Test
    void whatIsGivenBackIsReleased() {
        var owned = new OwnedExecution(Samples.id(), 1, null);
        claims.giveBack(List.of(owned));
        assertThat(store.released).containsExactly(owned);
    }

    private ClaimRequest lastRequest() {
        return store.claims.get(store.claims.size() - 1);
    }
}
