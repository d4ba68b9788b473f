package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.Rescheduler;
import io.openclaw.cron.spi.rules.GivenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How plans are carried out. */
abstract class PlanContract extends StoreTestCase {
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final CronExecutionError MISSED =
            CronExecutionError.of(CronExecutionError.MISSED, "Claimed too late");

    @Test
    void aSkippedFireEndsAtOnce() {
        var job = insert(aJob().priority(7).skillParams(Map.of("depth", 3)).nextRun(NOON.minusSeconds(300)));
        var executionId = Ids.next();

        var result = by(nodeA)
                .planning(due -> Planners.plan(
                        LATER, PlannedFire.skip(executionId, NOON.minusSeconds(300), NOON.minusSeconds(60), 5, MISSED)))
                .claim();

        var expected = CronExecution.builder(executionId, job.jobId(), ORG, "ann")
                .skillName("report")
                .skillParams(Map.of("depth", 3))
                .status(CronExecutionStatus.SKIPPED)
                .trigger(CronTrigger.SCHEDULE)
                .scheduledFor(NOON.minusSeconds(300))
                .skippedUntil(NOON.minusSeconds(60))
                .skippedCount(5)
                .priority(7)
                .availableAt(NOON.minusSeconds(300))
                .completedAt(NOON)
                .error(MISSED)
                .build();
        assertThat(result.claimed()).isEmpty();
        assertThat(Claim.executions(result.ended())).containsExactly(expected);
        assertThat(result.ended().get(0).job().jobId()).isEqualTo(job.jobId());
        assertThat(store.findExecution(executionId, ORG)).contains(expected);
        assertThat(stored(job).nextRun()).isEqualTo(LATER);
        assertThat(stored(job).state().liveCount()).isZero();
        assertThat(outcomesOf(job).skipped()).isEqualTo(5);
    }

    @Test
    void skippingUsesNoRoom() {
        running(nodeA, aJob());

        var result = by(nodeA)
                .at(LATER)
                .room(0, 0)
                .planning(due -> Planners.plan(EVER, PlannedFire.skip(Ids.next(), LATER, LATER, 1, MISSED)))
                .claim();

        assertThat(result.ended()).hasSize(1);
    }

    @Test
    void aQueuedFireWaitsUnowned() {
        var job = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.QUEUE));
        var running = running(nodeA, job);
        var executionId = Ids.next();

        var result = by(nodeA)
                .at(LATER)
                .planning(due -> Planners.plan(EVER, PlannedFire.queue(executionId, LATER)))
                .claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(result.ended()).isEmpty();
        var queued = store.findExecution(executionId, ORG).orElseThrow();
        assertThat(queued.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(queued.node()).isNull();
        assertThat(queued.claimId()).isNull();
        assertThat(queued.fence()).isZero();
        assertThat(queued.inTurn()).isTrue();
        assertThat(queued.scheduledFor()).isEqualTo(LATER);
        assertThat(queued.availableAt()).isEqualTo(LATER);
        assertThat(queued.trigger()).isEqualTo(CronTrigger.SCHEDULE);

        record(nodeA, Reports.completed(running));
        var claimed = by(nodeB).at(LATER).only();
        assertThat(claimed.executionId()).isEqualTo(executionId);
        assertThat(claimed.fence()).isEqualTo(1);
    }

    @Test
    void onePlanCanSkipReserveAndQueue() {
        var job = insert(aJob().nextRun(NOON.minusSeconds(180)));

        var result = by(nodeA)
                .planning(due -> Planners.plan(
                        LATER,
                        PlannedFire.skip(Ids.next(), NOON.minusSeconds(180), NOON.minusSeconds(120), 2, MISSED),
                        PlannedFire.reserve(Ids.next(), NOON.minusSeconds(60), true),
                        PlannedFire.queue(Ids.next(), NOON)))
                .claim();

        assertThat(Claim.executions(result.claimed()))
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.minusSeconds(60));
        assertThat(executionsOf(job))
                .extracting(CronExecution::status)
                .containsExactly(CronExecutionStatus.PENDING, CronExecutionStatus.PENDING, CronExecutionStatus.SKIPPED);
        assertThat(stored(job).state().liveCount()).isEqualTo(2);
    }

    @Test
    void aPlanThatLeavesTheJobChangesNothing() {
        var job = insert(aJob());

        var result = by(nodeA).planning(FirePlan::leave).claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(stored(job)).isEqualTo(job);
        assertThat(by(nodeB).executions()).hasSize(1);
    }

    @Test
    void aPlanThatDoesNotMoveOnEndsTheClaimAllTheSame() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));

        var result = by(nodeA)
                .planning(due -> Planners.plan(NOON, PlannedFire.reserve(Ids.next(), NOON, false)))
                .claim();

        assertThat(result.claimed()).hasSize(1);
        assertThat(result.claimAgainAt()).isNull();
        assertThat(executionsOf(job)).hasSize(1);
    }

    @Test
    void aFireThatHasAnExecutionIsPassedOver() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var first = by(nodeA).only();
        change(job, changed -> changed, (nextRun, reserved) -> new Rescheduler.Decision(Set.of(), NOON));

        var result = by(nodeB).claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(executionsOf(job)).containsExactly(first);
        assertThat(stored(first)).isEqualTo(first);
        start(nodeA, first);
        assertThat(stored(job).nextRun()).isEqualTo(LATER);
    }

    @Test
    void aSkippedOrQueuedFireThatHasAnExecutionIsPassedOver() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var first = by(nodeA).only();
        for (var fire :
                List.of(PlannedFire.queue(Ids.next(), NOON), PlannedFire.skip(Ids.next(), NOON, NOON, 1, MISSED))) {
            change(job, changed -> changed, startingAt(NOON));

            var result = by(nodeB).planning(due -> Planners.plan(LATER, fire)).claim();

            assertThat(result.ended()).isEmpty();
            assertThat(executionsOf(job)).containsExactly(first);
        }
        assertThat(outcomesOf(job).skipped()).isZero();
    }

    @Test
    void aFireThatHasEndedIsPassedOver() {
        var job = aJob();
        var execution = running(nodeA, job);
        record(nodeA, Reports.completed(execution));
        change(job.build(), changed -> changed, startingAt(NOON));

        assertThat(by(nodeB).executions()).isEmpty();
        assertThat(executionsOf(job.build())).hasSize(1);
    }

    @Test
    void theSameFireTimeOfTwoJobsIsTwoFires() {
        insert(aJob());
        insert(aJob());
        insert(aJob(OTHER_ORG));

        assertThat(by(nodeA).executions()).hasSize(3);
    }

    @Test
    void aPassedOverFireDoesNotKeepTheRoomFromOthers() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        by(nodeA).only();
        change(job, changed -> changed, startingAt(NOON));
        var other = insert(aJob());

        var claimed = new ArrayList<CronExecution>();
        claimed.addAll(by(nodeB).room(1, 0).executions());
        claimed.addAll(by(nodeB).room(1 - claimed.size(), 0).executions());

        assertThat(claimed).extracting(CronExecution::jobId).containsExactly(other.jobId());
    }

    // ---- replacing

    @Test
    void theNodeOfAReservationIsAskedToGiveWayBecauseItMayRunWithoutTheStoreKnowing() {
        insert(replacing());
        var reserved = by(nodeA).only();

        var result = by(nodeB)
                .at(LATER)
                .planning(due -> new FirePlan(List.of(PlannedFire.queue(Ids.next(), LATER)), EVER, true, null))
                .claim();

        assertThat(result.cancelRequested()).containsExactly(reserved.executionId());
        assertThat(result.ended()).isEmpty();
        assertThat(by(nodeB).at(LATER).executions()).isEmpty();
        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(reserved.executionId());
        record(nodeA, Reports.cancelledBeforeItsStart(reserved, LATER));
        assertThat(stored(reserved).error()).isEqualTo(GivenBack.REPLACED_BY_FIRE);
        assertThat(by(nodeB).at(LATER).only().scheduledFor()).isEqualTo(LATER);
    }

    @Test
    void aRunningExecutionIsAskedToGiveWay() {
        var job = replacing();
        var running = running(nodeA, job);

        var result = replace(job, LATER);

        assertThat(result.cancelRequested()).containsExactly(running.executionId());
        assertThat(result.ended()).isEmpty();
        assertThat(result.claimed()).isEmpty();
        assertThat(stored(running))
                .isEqualTo(running.toBuilder()
                        .cancelRequestedAt(LATER)
                        .error(GivenBack.REPLACED_BY_FIRE)
                        .build());
        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(running.executionId());
        record(nodeA, Reports.cancelled(running));
        assertThat(stored(running).error()).isEqualTo(GivenBack.REPLACED_BY_FIRE);
        assertThat(by(nodeB).at(LATER).only().scheduledFor()).isEqualTo(LATER);
    }

    @Test
    void whatWaitsIsReplacedByTheNextFire() {
        var job = replacing();
        var running = running(nodeA, job);
        replace(job, LATER);
        var waiting = executionsOf(job.build()).get(0);

        var result = replace(job, LATER.plusSeconds(60));

        assertThat(Claim.executions(result.ended()))
                .extracting(CronExecution::executionId)
                .containsExactly(waiting.executionId());
        assertThat(stored(running).cancelRequestedAt()).isEqualTo(LATER);
        assertThat(stored(job.build()).state().liveCount()).isEqualTo(2);
    }

    @Test
    void aWaitingRetryIsReplaced() {
        var job = replacing();
        var running = running(nodeA, job);
        record(nodeA, Reports.retry(running, EVER));

        var result = replace(job, LATER);

        assertThat(Claim.executions(result.ended()))
                .extracting(CronExecution::executionId)
                .containsExactly(running.executionId());
    }

    @Test
    void executionsOfOtherJobsAreNotReplaced() {
        var job = replacing();
        running(nodeA, job);
        var other = insert(aManualRun(insert(aJob().nextRun(null))).node(nodeA).fence(1));

        replace(job, LATER);

        assertThat(stored(other)).isEqualTo(other);
    }

    private static CronJob.Builder replacing() {
        return aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.REPLACE));
    }

    private ClaimResult replace(CronJob.Builder job, Instant fireAt) {
        return by(nodeB)
                .at(fireAt)
                .room(0, 0)
                .planning(due -> new FirePlan(
                        List.of(PlannedFire.queue(Ids.next(), fireAt)), fireAt.plusSeconds(60), true, null))
                .claim();
    }

    // ---- disabling

    @Test
    void anUnusableJobIsDisabledAndTheOthersGoOn() {
        var broken = insert(aJob().priority(9));
        var fine = insert(aJob());

        var result = by(nodeA)
                .planning(due -> due.job().jobId().equals(broken.jobId())
                        ? FirePlan.disable("Its time zone is gone")
                        : Planners.EVERY_MINUTE.plan(due))
                .claim();

        var expected = broken.toBuilder()
                .status(CronJobStatus.DISABLED)
                .statusReason("Its time zone is gone")
                .nextRun(null)
                .build();
        assertThat(result.disabled()).containsExactly(expected);
        assertThat(store.findJob(broken.jobId(), ORG)).contains(expected);
        assertThat(Claim.executions(result.claimed()))
                .extracting(CronExecution::jobId)
                .containsExactly(fine.jobId());
        assertThat(store.countJobs(ORG).enabled()).isEqualTo(1);
        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void disablingIsNoChangeOfAUser() {
        var job = insert(aJob());
        by(nodeA).planning(due -> FirePlan.disable("unusable")).claim();

        assertThat(stored(job).version()).isEqualTo(1);
        assertThat(stored(job).updatedAt()).isEqualTo(job.updatedAt());
    }
}
