package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order claims take what is there, and how much. */
abstract class ClaimOrderContract extends StoreTestCase {

    @Test
    void theHighestPriorityComesFirst() {
        IntStream.of(3, 9, 0, 5, 7, 1, 8, 2, 6, 4).forEach(priority -> insert(aJob().priority(priority)));

        assertThat(by(nodeA).executions())
                .extracting(CronExecution::priority)
                .containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    void withinAPriorityTheEarliestComesFirst() {
        IntStream.of(3, 0, 2, 1).forEach(second -> insert(aJob().nextRun(NOON.minusSeconds(second))));

        assertThat(by(nodeA).executions())
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.minusSeconds(3), NOON.minusSeconds(2), NOON.minusSeconds(1), NOON);
    }

    @Test
    void waitingExecutionsAndFiresAreTakenInOneOrder() {
        var low = insert(aJob().priority(1).nextRun(NOON.minusSeconds(60)));
        var high = insert(aJob().priority(9).nextRun(NOON.minusSeconds(5)));
        var idle = insert(aJob().nextRun(null));
        var first = insert(aManualRun(idle).priority(9).availableAt(NOON.minusSeconds(10)));
        var third = insert(aManualRun(idle).priority(9).availableAt(NOON.minusSeconds(1)));
        var last = insert(aManualRun(idle).priority(0).availableAt(NOON.minusSeconds(90)));

        assertThat(by(nodeA).executions())
                .extracting(execution ->
                        execution.jobId().equals(idle.jobId()) ? execution.executionId() : execution.jobId())
                .containsExactly(
                        first.executionId(), high.jobId(), third.executionId(), low.jobId(), last.executionId());
    }

    @Test
    void withLittleRoomTheFirstInOrderAreTaken() {
        var jobs = new ArrayList<CronJob>();
        for (var i = 0; i < 6; i++) {
            jobs.add(insert(aJob().priority(i / 2).nextRun(NOON.minusSeconds(i % 2))));
        }

        assertThat(jobIds(by(nodeA).room(1, 0))).containsExactly(jobs.get(5).jobId());
        assertThat(jobIds(by(nodeA).room(2, 0)))
                .containsExactly(jobs.get(4).jobId(), jobs.get(3).jobId());
        assertThat(jobIds(by(nodeB).room(9, 9)))
                .containsExactly(
                        jobs.get(2).jobId(), jobs.get(1).jobId(), jobs.get(0).jobId());
    }

    @Test
    void withLittleRoomAWaitingExecutionOfAHigherPriorityGoesBeforeAFire() {
        var idle = insert(aJob().nextRun(null));
        insert(aJob().priority(5).nextRun(NOON.minusSeconds(60)));
        var run = insert(aManualRun(idle).priority(6));

        assertThat(by(nodeA).room(1, 1).only().executionId()).isEqualTo(run.executionId());
    }

    @Test
    void withLittleRoomAnEarlierFireGoesBeforeAWaitingExecution() {
        var idle = insert(aJob().nextRun(null));
        insert(aManualRun(idle).availableAt(NOON.minusSeconds(59)));
        var job = insert(aJob().nextRun(NOON.minusSeconds(60)));

        assertThat(by(nodeA).room(1, 1).only().jobId()).isEqualTo(job.jobId());
    }

    @Test
    void roomForWhatIsDueAndRoomAheadAreCountedApart() {
        IntStream.range(0, 3).forEach(i -> insert(aJob()));
        IntStream.range(0, 3).forEach(i -> insert(aJob().nextRun(NOON.plusSeconds(1))));

        assertThat(available(by(nodeA).room(1, 2))).containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(1));
        assertThat(available(by(nodeA).room(0, 1))).containsExactly(NOON.plusSeconds(1));
        assertThat(available(by(nodeA).room(5, 0))).containsExactly(NOON, NOON);
    }

    @Test
    void waitingExecutionsUseTheSameRoom() {
        var idle = insert(aJob().nextRun(null));
        insert(aManualRun(idle));
        insert(aManualRun(idle));
        insert(aManualRun(idle).availableAt(NOON.plusSeconds(1)));
        insert(aManualRun(idle).availableAt(NOON.plusSeconds(1)));

        assertThat(available(by(nodeA).room(0, 1))).containsExactly(NOON.plusSeconds(1));
        assertThat(available(by(nodeA).room(1, 0))).containsExactly(NOON);
        assertThat(available(by(nodeA).room(9, 9))).containsExactly(NOON, NOON.plusSeconds(1));
    }

    @Test
    void whatIsDueAtThisVeryInstantUsesRoomForWhatIsDue() {
        insert(aJob());

        assertThat(by(nodeA).room(0, 9).executions()).isEmpty();
        assertThat(by(nodeA).room(1, 0).executions()).hasSize(1);
    }

    @Test
    void withoutAnyRoomNothingIsTaken() {
        var idle = insert(aJob().nextRun(null));
        insert(aManualRun(idle));
        insert(aJob());
        insert(aJob().nextRun(NOON.plusSeconds(1)));

        assertThat(by(nodeA).room(0, 0).executions()).isEmpty();
        assertThat(by(nodeA).executions()).hasSize(3);
    }

    @Test
    void aJobThatAllowsOverlapTakesNoMoreThanThereIsRoomFor() {
        insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)).nextRun(NOON.minusSeconds(5)));
        var everySecond = Planners.every(Duration.ofSeconds(1));

        assertThat(by(nodeA).room(2, 1).planning(everySecond).executions())
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.minusSeconds(5), NOON.minusSeconds(4));
        assertThat(by(nodeA).room(9, 1).planning(everySecond).executions())
                .extracting(CronExecution::scheduledFor)
                .containsExactly(
                        NOON.minusSeconds(3), NOON.minusSeconds(2), NOON.minusSeconds(1), NOON, NOON.plusSeconds(1));
    }

    @Test
    void whatIsTakenIsListedInOrderThoughPlansMaySkipAhead() {
        var skipping = insert(aJob().nextRun(NOON.minusSeconds(60)));
        var plain = insert(aJob().nextRun(NOON.minusSeconds(30)));

        var claimed = by(nodeA)
                .planning(due -> Planners.plan(
                        EVER,
                        PlannedFire.reserve(
                                Ids.next(),
                                due.job().jobId().equals(skipping.jobId()) ? NOON : Planners.fireAt(due),
                                true)))
                .executions();

        assertThat(claimed).extracting(CronExecution::jobId).containsExactly(plain.jobId(), skipping.jobId());
    }

    @Test
    void manyFiresAreClaimedInBatchesWithoutLossOrRepetition() {
        var jobs = IntStream.range(0, 250)
                .mapToObj(i -> aJob().priority(i % 10).build())
                .toList();
        store.insertJobs(jobs);
        var claimed = new ArrayList<UUID>();

        for (var round = 0; round < 25; round++) {
            claimed.addAll(jobIds(by(round % 2 == 0 ? nodeA : nodeB).room(10, 0)));
        }

        assertThat(claimed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(CronJob::jobId).toList());
    }

    private static List<UUID> jobIds(Claim claim) {
        return claim.executions().stream().map(CronExecution::jobId).toList();
    }

    private static List<Instant> available(Claim claim) {
        return claim.executions().stream().map(CronExecution::availableAt).toList();
    }
}
