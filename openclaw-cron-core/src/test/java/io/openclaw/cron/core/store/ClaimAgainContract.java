package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a claim says about when to claim again: never so late that something is missed, and never so that a node spins. */
abstract class ClaimAgainContract extends StoreTestCase {
    private static final Instant SOON = NOON.plusSeconds(1);

    @Test
    void nothingIsForeseenInAnEmptyStore() {
        assertThat(again(by(nodeA))).isNull();
    }

    @Test
    void aLaterFireIsForeseenWhenItComesWithinTheHorizon() {
        insert(aJob().nextRun(NOON.plusSeconds(60)));

        assertThat(again(by(nodeA))).isEqualTo(NOON.plusSeconds(60).minus(AHEAD));
        assertThat(again(by(nodeA).ahead(Duration.ZERO))).isEqualTo(NOON.plusSeconds(60));
        assertThat(again(by(nodeA).ahead(Duration.ofSeconds(59)))).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void theEarliestOfAllPrioritiesIsForeseen() {
        insert(aJob().priority(9).nextRun(NOON.plusSeconds(90)));
        insert(aJob().priority(0).nextRun(NOON.plusSeconds(30)));
        insert(aJob().priority(5).nextRun(NOON.plusSeconds(60)));

        assertThat(again(by(nodeA))).isEqualTo(NOON.plusSeconds(30).minus(AHEAD));
    }

    @Test
    void theNextFireOfAClaimedJobIsForeseen() {
        insert(aJob());

        assertThat(again(by(nodeA))).isEqualTo(NOON.plusSeconds(60).minus(AHEAD));
    }

    @Test
    void aLaterRetryIsForeseen() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.retry(running, NOON.plusSeconds(30)));

        assertThat(again(by(nodeA))).isEqualTo(NOON.plusSeconds(30).minus(AHEAD));
    }

    @Test
    void whatIsAheadAndFoundNoRoomIsForeseenForItsTime() {
        insert(aJob().nextRun(SOON));

        assertThat(again(by(nodeA).room(9, 0))).isEqualTo(SOON);
    }

    @Test
    void aWaitingExecutionAheadThatFoundNoRoomIsForeseenForItsTime() {
        var job = insert(aJob().nextRun(null));
        insert(aManualRun(job).availableAt(SOON));

        assertThat(again(by(nodeA).room(9, 0))).isEqualTo(SOON);
    }

    @Test
    void aFireAheadWhoseJobHasALiveExecutionIsForeseenForItsTime() {
        var job = aJob();
        var everySecond = Planners.every(Duration.ofSeconds(1));
        insert(job);

        var result = by(nodeA).planning(everySecond).claim();

        assertThat(result.claimed()).hasSize(1);
        assertThat(result.claimAgainAt()).isEqualTo(SOON);
    }

    @Test
    void theNearestOfWhatIsWithinTheHorizonAndWhatIsBeyondItIsForeseen() {
        insert(aJob().nextRun(NOON.plusMillis(1_400)));
        insert(aJob().nextRun(NOON.plusMillis(1_600)));

        assertThat(again(by(nodeA).room(9, 0))).isEqualTo(NOON.plusMillis(100));
    }

    @Test
    void dueFiresWithoutRoomAreNotForeseen() {
        insert(aJob());
        insert(aJob().nextRun(NOON.minusSeconds(60)));

        assertThat(again(by(nodeA).room(0, 9))).isNull();
    }

    @Test
    void dueWaitingExecutionsWithoutRoomAreNotForeseen() {
        var job = insert(aJob().nextRun(null));
        insert(aManualRun(job));

        assertThat(again(by(nodeA).room(0, 9))).isNull();
    }

    @Test
    void dueWorkForWhichTheRoomWasUsedUpIsNotForeseen() {
        insert(aJob());
        insert(aJob());

        var result = by(nodeA)
                .room(1, 1)
                .planning(due -> Planners.plan(null, PlannedFire.reserve(Ids.next(), NOON, true)))
                .claim();

        assertThat(result.claimed()).hasSize(1);
        assertThat(result.claimAgainAt()).isNull();
    }

    @Test
    void aDueJobThatThePlannerLeavesIsNotForeseen() {
        insert(aJob());

        assertThat(again(by(nodeA).planning(FirePlan::leave))).isNull();
    }

    @Test
    void aDueJobWithALiveExecutionThatThePlannerLeavesIsNotForeseen() {
        var job = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW));
        running(nodeA, job);

        assertThat(again(by(nodeA).at(NOON.plusSeconds(60)).room(0, 0).planning(FirePlan::leave)))
                .isNull();
    }

    @Test
    void aJobAheadThatThePlannerLeavesIsForeseenForItsTime() {
        insert(aJob().nextRun(SOON));

        assertThat(again(by(nodeA).planning(FirePlan::leave))).isEqualTo(SOON);
    }

    @Test
    void whatAClaimLeavesThoughThereIsRoomIsToBeClaimedAtOnce() {
        var queued = Ids.next();
        var run = insert(aManualRun(insert(aJob().nextRun(null))));
        var job = insert(aJob());

        // The plan queues a fire that comes before what the claim has taken already.
        var result = by(nodeA)
                .planning(due -> Planners.plan(EVER, PlannedFire.queue(queued, NOON)))
                .claim();

        var claimed = Claim.executions(result.claimed());
        assertThat(claimed).extracting(CronExecution::executionId).contains(run.executionId());
        if (claimed.size() == 1) {
            assertThat(result.claimAgainAt()).isNotNull().isBeforeOrEqualTo(NOON);
            claimed = by(nodeA).executions();
        }
        assertThat(claimed).extracting(CronExecution::executionId).contains(queued);
        assertThat(claimed).extracting(CronExecution::jobId).contains(job.jobId());
    }

    @Test
    void anExecutionThatWaitsForAnEarlierOneIsNotForeseen() {
        var job = insert(aJob().nextRun(null));
        var first = insert(aManualRun(job).inTurn(true));
        insert(aManualRun(job).inTurn(true));

        var result = by(nodeA).claim();

        assertThat(Claim.executions(result.claimed()))
                .extracting(CronExecution::executionId)
                .containsExactly(first.executionId());
        assertThat(result.claimAgainAt()).isNull();
        assertThat(again(by(nodeB))).isNull();
    }

    @Test
    void whatTheNodeHasNoSkillForIsNotForeseen() {
        var job = insert(aJob().skillName("mail").nextRun(NOON.plusSeconds(30)));
        insert(aManualRun(job).availableAt(NOON.plusSeconds(20)));
        insert(aJob().skillName("report").nextRun(NOON.plusSeconds(60)));

        assertThat(again(by(nodeA).skills("report")))
                .isEqualTo(NOON.plusSeconds(60).minus(AHEAD));
    }

    @Test
    void nothingIsForeseenForANodeThatHasTheSkillOfNothing() {
        insert(aJob().skillName("mail").nextRun(NOON.plusSeconds(30)));

        assertThat(again(by(nodeA).skills("other"))).isNull();
    }

    @Test
    void aClaimAfterOneThatFoundNothingForeseesNoLessForTheSkillsOfTheNode() {
        insert(aJob().skillName("mail").nextRun(NOON.plusSeconds(30)));
        insert(aJob().skillName("report").nextRun(NOON.plusSeconds(60)));
        assertThat(by(nodeA).skills("report").executions()).isEmpty();

        assertThat(again(by(nodeA).skills("report")))
                .isAfter(NOON)
                .isBeforeOrEqualTo(NOON.plusSeconds(60).minus(AHEAD));
        var due = by(nodeA).skills("report").at(NOON.plusSeconds(60).minus(AHEAD));
        assertThat(due.executions()).hasSize(1);
    }

    @Test
    void aClaimAfterOneThatFoundNothingForeseesWhatHasBeenAddedMeanwhile() {
        insert(aJob().nextRun(NOON.plusSeconds(90)));
        assertThat(by(nodeA).executions()).isEmpty();
        assertThat(by(nodeA).executions()).isEmpty();
        var job = insert(aJob().nextRun(null));

        insert(aManualRun(job).availableAt(NOON.plusSeconds(30)));
        assertThat(again(by(nodeA))).isEqualTo(NOON.plusSeconds(30).minus(AHEAD));

        insert(aManualRun(job));
        assertThat(by(nodeA).executions()).hasSize(1);
    }

    @Test
    void jobsThatAreNotEnabledAreNotForeseen() {
        insert(aJob().status(CronJobStatus.PAUSED));
        insert(aJob().status(CronJobStatus.DISABLED).nextRun(NOON.plusSeconds(60)));

        assertThat(again(by(nodeA))).isNull();
    }

    @Test
    void claimingAgainWhenToldToFindsWhatWasForeseen() {
        insert(aJob().nextRun(NOON.plusSeconds(60)));
        var at = again(by(nodeA));

        assertThat(by(nodeA).at(at.minusNanos(1_000)).executions()).isEmpty();
        assertThat(by(nodeA).at(at).executions()).hasSize(1);
    }

    @Test
    void anOverloadedNodeIsNeverToldToClaimAtOnce() {
        var allowing = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW));
        var queueing = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.QUEUE));
        running(nodeA, allowing);
        running(nodeA, queueing);
        insert(aJob().nextRun(NOON.plusSeconds(59)));
        insert(aManualRun(queueing.build()).inTurn(true));
        var now = NOON.plusSeconds(60);

        for (var round = 0; round < 3; round++) {
            var at = again(by(nodeB).at(now).room(0, 0).planning(Planners.every(Duration.ofMinutes(1), now)));
            assertThat(at).isNotNull().isAfter(now);
        }
    }

    private static @Nullable Instant again(Claim claim) {
        return claim.claim().claimAgainAt();
    }
}
