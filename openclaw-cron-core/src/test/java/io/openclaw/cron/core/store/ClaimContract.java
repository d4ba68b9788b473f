package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a claim reserves, and for whom. */
abstract class ClaimContract extends StoreTestCase {

    @Test
    void aDueFireBecomesAnExecutionOfTheNode() {
        var job = insert(aJob().priority(7).skillParams(Map.of("depth", 3)));
        var claimId = Ids.next();
        var executionId = Ids.next();

        var result = by(nodeA)
                .id(claimId)
                .planning(due -> Planners.plan(EVER, PlannedFire.reserve(executionId, NOON, true)))
                .claim();

        var expected = CronExecution.builder(executionId, job.jobId(), ORG, "ann")
                .skillName("report")
                .skillParams(Map.of("depth", 3))
                .status(CronExecutionStatus.PENDING)
                .trigger(CronTrigger.SCHEDULE)
                .scheduledFor(NOON)
                .priority(7)
                .inTurn(true)
                .availableAt(NOON)
                .node(nodeA)
                .fence(1)
                .claimId(claimId)
                .build();
        assertThat(result.alive()).isTrue();
        assertThat(Claim.executions(result.claimed())).containsExactly(expected);
        assertThat(store.findExecution(executionId, ORG)).contains(expected);
        assertThat(result.ended()).isEmpty();
        assertThat(result.cancelRequested()).isEmpty();
        assertThat(result.disabled()).isEmpty();
    }

    @Test
    void aClaimedExecutionComesWithItsJob() {
        var job = insert(aJob().description("Sums up the day"));

        var claimed = by(nodeA).claim().claimed().get(0).job();

        assertThat(claimed.jobId()).isEqualTo(job.jobId());
        assertThat(claimed.toBuilder().nextRun(null).state(job.state()).build())
                .isEqualTo(job.toBuilder().nextRun(null).build());
    }

    @Test
    void aFireIsClaimedByOneNodeOnly() {
        var job = insert(aJob());

        var first = by(nodeA).executions();
        var second = by(nodeB).executions();

        assertThat(first).extracting(CronExecution::jobId).containsExactly(job.jobId());
        assertThat(second).isEmpty();
        assertThat(executionsOf(job)).hasSize(1);
    }

    @Test
    void aFireIsClaimedOnceByTheSameNode() {
        insert(aJob());

        assertThat(by(nodeA).executions()).hasSize(1);
        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void theJobIsDueNextWhenThePlanSays() {
        var job = insert(aJob());
        start(nodeA, by(nodeA).only());

        assertThat(stored(job).nextRun()).isEqualTo(NOON.plusSeconds(60));
        record(nodeA, Reports.completed(executionsOf(job).get(0)));
        assertThat(by(nodeB).at(NOON.plusSeconds(60)).only().scheduledFor()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aJobWhosePlanNamesNoNextFireFiresNoMore() {
        var job = insert(aJob());
        by(nodeA)
                .planning(due -> Planners.plan(null, PlannedFire.reserve(Ids.next(), NOON, true)))
                .claim();

        start(nodeA, executionsOf(job).get(0));
        assertThat(stored(job).nextRun()).isNull();
        assertThat(stored(job).status()).isEqualTo(CronJobStatus.ENABLED);
        assertThat(by(nodeA).at(EVER).executions()).isEmpty();
    }

    @Test
    void firesUpToTheHorizonAreReserved() {
        insert(aJob().jobName("at the horizon").nextRun(NOON.plus(AHEAD)));
        insert(aJob().jobName("beyond").nextRun(NOON.plus(AHEAD).plusNanos(1_000)));

        var claimed = by(nodeA).claim().claimed();

        assertThat(claimed).hasSize(1);
        assertThat(claimed.get(0).job().jobName()).isEqualTo("at the horizon");
        assertThat(claimed.get(0).execution().availableAt()).isEqualTo(NOON.plus(AHEAD));
    }

    @Test
    void aMicrosecondDecidesWhetherAFireIsDue() {
        insert(aJob().nextRun(NOON.plusNanos(1_000)));

        assertThat(by(nodeA).ahead(Duration.ZERO).executions()).isEmpty();
        assertThat(by(nodeA).at(NOON.plusNanos(1_000)).ahead(Duration.ZERO).executions())
                .hasSize(1);
    }

    @Test
    void aFireOfTheDistantFutureIsClaimedAtItsTime() {
        var future = Instant.parse("2500-06-01T00:00:00.000001Z");
        insert(aJob().nextRun(future));

        assertThat(by(nodeA).at(future.minusSeconds(60)).executions()).isEmpty();
        assertThat(by(nodeA).at(future).only().scheduledFor()).isEqualTo(future);
    }

    @Test
    void aLongOverdueFireIsClaimed() {
        insert(aJob().nextRun(Instant.parse("1999-01-01T00:00:00Z")));

        var claim = by(nodeA).planning(due -> Planners.plan(EVER, PlannedFire.reserve(Ids.next(), NOON, true)));
        assertThat(claim.executions()).hasSize(1);
    }

    @Test
    void timeThatGoesBackLosesAndDoublesNothing() {
        var job = insert(aJob());
        var first = by(nodeA).at(NOON.plusSeconds(3_600)).only();
        start(nodeA, first);
        record(nodeA, Reports.completed(stored(first)));

        assertThat(by(nodeA).at(NOON.minusSeconds(3_600)).executions()).isEmpty();
        assertThat(by(nodeA).at(NOON).executions()).isEmpty();
        assertThat(by(nodeA).at(NOON.plusSeconds(60)).only().scheduledFor()).isEqualTo(NOON.plusSeconds(60));
        assertThat(executionsOf(job)).hasSize(2);
    }

    @Test
    void aReservationSurvivesTimeThatGoesBack() {
        insert(aJob());
        var reserved = by(nodeA).only();

        var result = by(nodeB).at(NOON.minusSeconds(3_600)).claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(stored(reserved)).isEqualTo(reserved);
        assertThat(start(nodeA, reserved).status()).isEqualTo(CronExecutionStatus.RUNNING);
    }

    @Test
    void jobsOfAllOrganizationsAreClaimed() {
        insert(aJob());
        insert(aJob(OTHER_ORG));

        assertThat(by(nodeA).executions())
                .extracting(CronExecution::organizationId)
                .containsExactlyInAnyOrder(ORG, OTHER_ORG);
    }

    @Test
    void severalFiresOfAJobThatAllowsOverlapAreClaimedAtOnce() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));

        var claimed = by(nodeA).planning(Planners.every(Duration.ofMillis(500))).executions();

        assertThat(claimed)
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON, NOON.plusMillis(500), NOON.plusMillis(1_000), NOON.plusMillis(1_500));
        assertThat(stored(job).state().liveCount()).isEqualTo(4);
    }

    @Test
    void aJobThatDoesNotAllowOverlapIsReservedOneFireAhead() {
        insert(aJob());

        assertThat(by(nodeA).planning(Planners.every(Duration.ofMillis(500))).executions())
                .hasSize(1);
    }

    // ---- whom a claim serves

    @Test
    void aNodeThatIsNotRegisteredGetsNothing() {
        insert(aJob());
        var unknown = new NodeId("c", UUID.randomUUID());

        assertDead(unknown);
        assertThat(by(nodeA).executions()).hasSize(1);
    }

    @Test
    void anotherIncarnationOfANodeGetsNothing() {
        insert(aJob());

        assertDead(new NodeId(nodeA.name(), UUID.randomUUID()));
    }

    @Test
    void aNodeThatWasTakenOffGetsNothing() {
        insert(aJob());
        store.deregister(nodeA);

        assertDead(nodeA);
    }

    @Test
    void aNodeThatWasDeclaredDeadGetsNothing() {
        insert(aJob());
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);

        assertDead(nodeA);
        assertThat(by(nodeB).executions()).hasSize(1);
    }

    @Test
    void aNodeThatWasTakenOffIsToldSoEvenIfThereWouldBeNothingForIt() {
        assertThat(by(nodeA).executions()).isEmpty();
        store.deregister(nodeA);

        assertDead(nodeA);
        assertDead(nodeA);
    }

    private void assertDead(NodeId node) {
        var planned = new AtomicInteger();
        var result = by(node).planning(due -> {
                    planned.incrementAndGet();
                    return FirePlan.leave(due);
                })
                .claim();

        assertThat(result).isEqualTo(ClaimResult.DEAD);
        assertThat(planned).hasValue(0);
    }

    @Test
    void aJobWhoseSkillTheNodeDoesNotKnowIsPassedOver() {
        insert(aJob().skillName("mail").priority(9));
        insert(aJob().skillName("report").priority(1));

        assertThat(by(nodeA).skills("report", "other").executions())
                .extracting(CronExecution::skillName)
                .containsExactly("report");
        assertThat(by(nodeB).skills("mail").executions())
                .extracting(CronExecution::skillName)
                .containsExactly("mail");
    }

    @Test
    void aNodeThatKnowsNoSkillGetsNothing() {
        insert(aJob());

        assertThat(by(nodeA).skills().executions()).isEmpty();
    }

    @Test
    void aWaitingExecutionWhoseSkillTheNodeDoesNotKnowIsPassedOver() {
        var job = insert(aJob().nextRun(null));
        var run = insert(aManualRun(job));

        assertThat(by(nodeA).skills("mail").executions()).isEmpty();
        assertThat(by(nodeA).skills("report").only().executionId()).isEqualTo(run.executionId());
    }

    // ---- waiting executions

    @Test
    void aWaitingExecutionIsClaimed() {
        var job = insert(aJob().nextRun(null));
        var run = insert(aManualRun(job));
        var claimId = Ids.next();

        var claimed = by(nodeA).id(claimId).only();

        var expected = run.toBuilder().node(nodeA).fence(1).claimId(claimId).build();
        assertThat(claimed).isEqualTo(expected);
        assertThat(stored(run)).isEqualTo(expected);
        assertThat(by(nodeB).executions()).isEmpty();
    }

    @Test
    void everyClaimRaisesTheFence() {
        insert(aJob());
        var execution = by(nodeA).only();

        for (var fence = 2; fence < 5; fence++) {
            store.release(nodeA, List.of(OwnedExecution.of(execution)));
            execution = by(nodeA).only();
            assertThat(execution.fence()).isEqualTo(fence);
        }
    }

    @Test
    void aRetryIsClaimedWhenItsTimeComesWithinTheHorizon() {
        var retryAt = NOON.plusSeconds(30);
        var running = running(nodeA, aJob().nextRun(NOON));
        record(nodeA, Reports.retry(running, retryAt));

        assertThat(by(nodeB).at(retryAt.minus(AHEAD).minusNanos(1_000)).executions())
                .isEmpty();
        var claimed = by(nodeB).at(retryAt.minus(AHEAD)).only();

        assertThat(claimed.executionId()).isEqualTo(running.executionId());
        assertThat(claimed.node()).isEqualTo(nodeB);
        assertThat(claimed.fence()).isEqualTo(2);
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.error()).isEqualTo(Reports.BROKEN);
    }

    @Test
    void aManualRunOfADisabledOrPausedJobIsClaimed() {
        var paused = insert(aJob().status(CronJobStatus.PAUSED));
        var disabled = insert(aJob().status(CronJobStatus.DISABLED));
        insert(aManualRun(paused));
        insert(aManualRun(disabled));

        assertThat(by(nodeA).executions())
                .extracting(CronExecution::jobId)
                .containsExactlyInAnyOrder(paused.jobId(), disabled.jobId());
    }

    @Test
    void whatWasInsertedForANodeIsNotClaimedByAnother() {
        var job = insert(aJob().nextRun(null));
        insert(aManualRun(job).node(nodeA).fence(1));

        assertThat(by(nodeB).executions()).isEmpty();
        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void whatHasEndedIsNotClaimed() {
        var job = insert(aJob().nextRun(null));
        var run = insert(aManualRun(job));
        store.cancel(run.executionId(), ORG, ASKED, NOON);

        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void aPlannerThatThrowsLeavesNothingBehind() {
        var first = insert(aJob().priority(9));
        var second = insert(aJob().priority(8));
        var run = insert(aManualRun(insert(aJob().nextRun(null).priority(9))));
        FirePlanner planner = due -> {
            if (due.job().jobId().equals(second.jobId())) {
                throw new IllegalStateException("broken");
            }
            return Planners.plan(
                    EVER,
                    PlannedFire.reserve(Ids.next(), NOON, true),
                    PlannedFire.skip(Ids.next(), NOON.plusSeconds(1), NOON.plusSeconds(1), 1, Planners.OVERLAP));
        };

        assertThatThrownBy(() -> by(nodeA).planning(planner).claim())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");

        assertThat(stored(first)).isEqualTo(first);
        assertThat(executionsOf(first)).isEmpty();
        assertThat(stored(run)).isEqualTo(run);
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(totalOf(ORG).outcomes().skipped()).isZero();
        assertThat(by(nodeB).executions())
                .extracting(CronExecution::jobId)
                .containsExactlyInAnyOrder(first.jobId(), second.jobId(), run.jobId());
    }

    @Test
    void liveExecutionsAreCounted() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        assertLive(job, 0);
        var reserved = by(nodeA).only();
        assertLive(job, 1);
        var run = insert(aManualRun(job));
        assertLive(job, 2);
        start(nodeA, reserved);
        assertLive(job, 2);
        record(nodeA, Reports.completed(stored(reserved)));
        assertLive(job, 1);
        store.cancel(run.executionId(), ORG, ASKED, NOON);
        assertLive(job, 0);
    }

    private void assertLive(CronJob job, int live) {
        assertThat(stored(job).state().liveCount()).isEqualTo(live);
    }

    @Test
    void claimedExecutionsDoNotChangeLater() {
        insert(aJob());
        var claimed = by(nodeA).claim().claimed().get(0);
        var execution = claimed.execution().toBuilder().build();
        var job = claimed.job().toBuilder().build();

        start(nodeA, claimed.execution());
        record(nodeA, Reports.completed(stored(claimed.execution())));

        assertThat(claimed.execution()).isEqualTo(execution);
        assertThat(claimed.job()).isEqualTo(job);
    }
}
