package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.FirePlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the planner is told of a due job. */
abstract class DueJobContract extends StoreTestCase {

    @Test
    void thePlannerSeesTheJobAsItIsStored() {
        var job = insert(aJob().description("text").skillParams(Map.of("a", 1)));

        var seen = seenBy(by(nodeA));

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).job().toBuilder().state(job.state()).build()).isEqualTo(job);
        assertThat(seen.get(0).live()).isZero();
        assertThat(seen.get(0).waiting()).isZero();
    }

    @Test
    void thePlannerSeesTheFirstFireThatIsNotDecidedYet() {
        insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        by(nodeA).claim();

        var seen = seenBy(by(nodeA).at(NOON.plusSeconds(60)));

        assertThat(seen).extracting(due -> due.job().nextRun()).containsExactly(NOON.plusSeconds(60));
    }

    @Test
    void thePlannerSeesHowManyAreLiveAndHowManyWaitForAnEarlierOne() {
        var job = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.QUEUE));
        running(nodeA, job);
        insert(aManualRun(job.build()).inTurn(true));
        insert(aManualRun(job.build()).inTurn(true));
        insert(aManualRun(job.build()).inTurn(false));

        var due = seenBy(by(nodeA).at(NOON.plusSeconds(60)).skills("report").room(0, 0))
                .get(0);

        assertThat(due.live()).isEqualTo(4);
        assertThat(due.waiting()).isEqualTo(2);
    }

    @Test
    void theFirstOfAJobWaitsForNoEarlierOne() {
        var job = aJob();
        record(nodeA, Reports.retry(running(nodeA, job), EVER));
        insert(aManualRun(job.build()).inTurn(true));

        var due = seenBy(by(nodeA).at(NOON.plusSeconds(60))).get(0);

        assertThat(due.live()).isEqualTo(2);
        assertThat(due.waiting()).isEqualTo(1);
    }

    @Test
    void thePlannerSeesForWhatThereIsRoom() {
        insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));

        assertRoom(seenBy(by(nodeA).room(1, 1)), true, true);
        assertRoom(seenBy(by(nodeA).room(1, 0)), true, false);
        by(nodeA).only();
        assertRoom(seenBy(by(nodeA).at(NOON.plusSeconds(60)).room(0, 1)), false, true);
        assertRoom(seenBy(by(nodeA).at(NOON.plusSeconds(60)).room(0, 0)), false, false);
    }

    @Test
    void thePlannerIsAskedAboutADueJobWithALiveExecutionEvenWithoutRoom() {
        var job = aJob();
        running(nodeA, job);

        var result = by(nodeB)
                .at(NOON.plusSeconds(60))
                .room(0, 0)
                .planning(Planners.every(Duration.ofMinutes(1), NOON.plusSeconds(60)))
                .claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(Claim.executions(result.ended()))
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.plusSeconds(60));
    }

    @Test
    void aLiveExecutionOfAnotherJobIsNotSeen() {
        running(nodeA, aJob());
        insert(aJob().nextRun(NOON.plusSeconds(10)));

        var seen = seenBy(by(nodeA).at(NOON.plusSeconds(10)));

        assertThat(seen).extracting(DueJob::live).containsExactly(0);
    }

    private static void assertRoom(List<DueJob> seen, boolean now, boolean ahead) {
        assertThat(seen).isNotEmpty().allSatisfy(due -> {
            assertThat(due.roomNow()).isEqualTo(now);
            assertThat(due.roomAhead()).isEqualTo(ahead);
        });
    }

    /** What a planner is told that leaves every job as it is. */
    private static List<DueJob> seenBy(Claim claim) {
        var seen = new ArrayList<DueJob>();
        FirePlanner planner = due -> {
            seen.add(due);
            return FirePlan.leave(due);
        };
        claim.planning(planner).claim();
        return seen;
    }
}
