package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many executions all nodes together may own: of a skill, and of an organization. */
abstract class LimitContract extends StoreTestCase {
    private static final ClaimLimits ONE_REPORT = skill(1);
    private static final ClaimLimits TWO_REPORTS = skill(2);
    private static final ClaimLimits ONE_EACH = new ClaimLimits(Map.of(), 1);

    private static ClaimLimits skill(int limit) {
        return new ClaimLimits(Map.of("report", limit), 0);
    }

    private Claim by(NodeId node, ClaimLimits limits) {
        return by(node).limits(limits);
    }

    private Claim by(NodeId node, ClaimLimits limits, Instant now) {
        return by(node, limits).at(now).planning(Planners.every(Duration.ofMinutes(1), now));
    }

    private static boolean waits(CronExecution execution) {
        return execution.status() == CronExecutionStatus.PENDING && execution.node() == null;
    }

    /** Jobs that are due at noon. */
    private List<CronJob> jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> insert(aJob())).toList();
    }

    private void complete(NodeId node, CronExecution owned) {
        record(node, Reports.completed(Reports.started(owned, NOON)));
    }

    @Test
    void aSkillIsClaimedUpToItsLimitAndTheOtherFiresWait() {
        var jobs = jobs(3);

        var claimed = by(nodeA, TWO_REPORTS).executions();

        assertThat(claimed).hasSize(2);
        var waiting = jobs.stream()
                .flatMap(job -> executionsOf(job).stream())
                .filter(LimitContract::waits)
                .toList();
        assertThat(waiting).singleElement().satisfies(execution -> {
            assertThat(execution.scheduledFor()).isEqualTo(NOON);
            assertThat(execution.availableAt()).isEqualTo(NOON);
            assertThat(execution.fence()).isZero();
            assertThat(execution.claimId()).isNull();
        });
        assertThat(jobs)
                .allSatisfy(job -> assertThat(executionsOf(job)).hasSize(1))
                .filteredOn(job -> waits(executionsOf(job).get(0)))
                .allSatisfy(job -> assertThat(stored(job).nextRun()).isEqualTo(NOON.plusSeconds(60)));
        assertThat(store.countQueued(NOON)).isEqualTo(1);
    }

    @Test
    void otherSkillsAreNotConcerned() {
        insert(aJob());
        insert(aJob());
        var other = insert(aJob().skillName("mail"));
        var another = insert(aJob().skillName("mail"));

        assertThat(by(nodeA, ONE_REPORT).executions())
                .extracting(CronExecution::jobId)
                .hasSize(3)
                .contains(other.jobId(), another.jobId());
    }

    @Test
    void anOrganizationIsClaimedUpToItsLimit() {
        insert(aJob());
        insert(aJob().skillName("mail"));
        insert(aJob(OTHER_ORG));

        assertThat(by(nodeA, ONE_EACH).executions())
                .extracting(CronExecution::organizationId)
                .containsExactlyInAnyOrder(ORG, OTHER_ORG);
    }

    @Test
    void whatAnotherNodeOwnsCountsReservedOrRunning() {
        jobs(4);
        var ofA = by(nodeA, TWO_REPORTS).executions();
        start(nodeA, ofA.get(0));

        assertThat(by(nodeB, TWO_REPORTS).executions()).isEmpty();
    }

    @Test
    void whatWaitsIsClaimedWhenSomethingHasEnded() {
        jobs(2);
        var first = by(nodeA, ONE_REPORT).only();
        assertThat(by(nodeB, ONE_REPORT).executions()).isEmpty();

        complete(nodeA, first);

        var second = by(nodeB, ONE_REPORT).only();
        assertThat(second.jobId()).isNotEqualTo(first.jobId());
        assertThat(second.fence()).isEqualTo(1);
        assertThat(by(nodeA, ONE_REPORT).executions()).isEmpty();
    }

    @Test
    void whatIsGivenBackCanBeClaimedAgainUnderItsLimit() {
        jobs(2);
        var first = by(nodeA, ONE_REPORT).only();

        store.release(nodeA, List.of(OwnedExecution.of(first)));

        by(nodeB, ONE_REPORT).only();
        assertThat(by(nodeA, ONE_REPORT).executions()).isEmpty();
    }

    @Test
    void aRetryGivesItsSlotToOthersAndWaitsForOneAgain() {
        insert(aJob());
        var first = start(nodeA, by(nodeA, ONE_REPORT).only());
        record(nodeA, Reports.retry(first, NOON));
        var between = insert(aManualRun(insert(aJob().nextRun(null).priority(9))));

        assertThat(by(nodeA, ONE_REPORT).only().executionId()).isEqualTo(between.executionId());
        complete(nodeA, stored(between));

        assertThat(by(nodeA, ONE_REPORT).only().executionId()).isEqualTo(first.executionId());
    }

    @Test
    void theHighestPriorityComesFirstAndWithinItTheEarliest() {
        by(nodeA, ONE_REPORT).claim();
        insert(aJob());
        var running = by(nodeA, ONE_REPORT).only();
        var low = insert(aJob().priority(1));
        var late = insert(aJob().priority(7));
        var early = insert(aJob().priority(7).nextRun(NOON.minusSeconds(1)));
        var high = insert(aJob().priority(9));
        assertThat(by(nodeB, ONE_REPORT).executions()).isEmpty();

        var order = new ArrayList<UUID>();
        for (var i = 0; i < 4; i++) {
            complete(nodeA, running);
            running = by(nodeA, ONE_REPORT).only();
            order.add(running.jobId());
        }

        assertThat(order).containsExactly(high.jobId(), early.jobId(), late.jobId(), low.jobId());
    }

    @Test
    void manyThatAreBlockedKeepNobodyElseWaiting() {
        store.insertJobs(IntStream.range(0, 1_200)
                .mapToObj(i -> aJob().priority(9).build())
                .toList());
        var other = insert(aJob(OTHER_ORG).priority(0));
        var found = 0;
        var rounds = 0;

        while (found == 0 && rounds < 10) {
            var result = by(nodeA, ONE_EACH).room(5, 5).claim();
            rounds++;
            found = (int) Claim.executions(result.claimed()).stream()
                    .filter(execution -> execution.jobId().equals(other.jobId()))
                    .count();
            if (found == 0) {
                assertThat(result.claimAgainAt()).as("at once").isEqualTo(NOON);
            }
        }

        assertThat(rounds).isLessThan(5);
        assertThat(by(nodeA, ONE_EACH).room(5, 5).claim().claimAgainAt()).isNotEqualTo(NOON);
        assertThat(store.countQueued(NOON)).isEqualTo(1_199);
    }

    @Test
    void anExecutionWaitsForBothLimits() {
        var limits = new ClaimLimits(Map.of("report", 1), 1);
        insert(aJob());
        insert(aJob(OTHER_ORG).skillName("mail"));
        var both = by(nodeA, limits).executions();
        insert(aJob(OTHER_ORG));
        assertThat(by(nodeB, limits).executions()).isEmpty();

        complete(nodeA, both.get(0));
        assertThat(by(nodeB, limits).executions()).isEmpty();
        complete(nodeA, both.get(1));

        assertThat(by(nodeB, limits).only().organizationId()).isEqualTo(OTHER_ORG);
    }

    @Test
    void aLimitThatIsGoneBlocksNothing() {
        jobs(3);
        by(nodeA, ONE_REPORT).only();

        assertThat(by(nodeA).executions()).hasSize(2);
    }

    @Test
    void aNodeWithoutTheSkillLeavesWhatWaitsToOthers() {
        jobs(2);
        complete(nodeA, by(nodeA, ONE_REPORT).only());

        assertThat(by(nodeA, ONE_REPORT).skills("mail").executions()).isEmpty();
        by(nodeB, ONE_REPORT).skills("report").only();
    }

    @Test
    void aNodeWithoutRoomLeavesWhatWaitsToOthers() {
        jobs(2);
        complete(nodeA, by(nodeA, ONE_REPORT).only());

        assertThat(by(nodeA, ONE_REPORT).room(0, 10).executions()).isEmpty();
        by(nodeB, ONE_REPORT).only();
    }

    @Test
    void aFireAheadIsNotReservedWhileHalfOfItsLimitIsUsed() {
        insert(aJob());
        var ahead = insert(aJob().nextRun(NOON.plusSeconds(1)));

        assertThat(by(nodeA, TWO_REPORTS).only().jobId()).isNotEqualTo(ahead.jobId());

        assertThat(executionsOf(ahead)).isEmpty();
        assertThat(stored(ahead).nextRun()).isEqualTo(NOON.plusSeconds(1));
        assertThat(by(nodeA, TWO_REPORTS, NOON.plusSeconds(1)).only().jobId()).isEqualTo(ahead.jobId());
    }

    @Test
    void aFireAheadIsReservedWhileNoMoreThanHalfOfItsLimitIsUsed() {
        var ahead = insert(aJob().nextRun(NOON.plusSeconds(1)));
        insert(aJob().nextRun(NOON.plusSeconds(1)));

        assertThat(by(nodeA, TWO_REPORTS).only().jobId()).isEqualTo(ahead.jobId());
    }

    @Test
    void manualRunsWaitToo() {
        var job = insert(aJob().nextRun(null).policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        insert(aManualRun(job));
        var second = insert(aManualRun(job));

        complete(nodeA, by(nodeA, ONE_REPORT).only());

        assertThat(by(nodeA, ONE_REPORT).only().executionId()).isEqualTo(second.executionId());
    }

    @Test
    void whatAnExecutionOfItsOwnNodeHoldsCounts() {
        var job = insert(aJob());
        insert(aManualRun(job).node(nodeB).fence(1));

        assertThat(by(nodeA, ONE_REPORT).executions()).isEmpty();
    }

    @Test
    void whatWaitsForASlotCanBeCancelledAndReplaced() {
        jobs(1);
        var running = by(nodeA, ONE_REPORT).only();
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.REPLACE)));
        by(nodeA, ONE_REPORT).claim();
        var blocked = executionsOf(job).get(0);

        var replacing = by(nodeA, ONE_REPORT, NOON.plusSeconds(60)).claim();
        assertThat(Claim.executions(replacing.ended()))
                .extracting(CronExecution::executionId)
                .contains(blocked.executionId());
        var newer = executionsOf(job).get(0);
        assertThat(waits(newer)).isTrue();
        store.cancel(newer.executionId(), ORG, ASKED, NOON);
        complete(nodeA, running);

        assertThat(by(nodeA, ONE_REPORT).executions()).isEmpty();
        assertThat(store.countQueued(NOON.plusSeconds(60))).isZero();
    }

    @Test
    void executionsInTurnTakeTheirTurnsUnderALimit() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.QUEUE)));
        jobs(1);
        var first = by(nodeA, ONE_REPORT).only();
        for (var minute = 1; minute <= 2; minute++) {
            by(nodeA, ONE_REPORT, NOON.plusSeconds(60L * minute)).claim();
        }

        var fires = new ArrayList<Instant>();
        for (var running = first; ; ) {
            if (running.jobId().equals(job.jobId())) {
                fires.add(running.scheduledFor());
            }
            if (fires.size() == 3) {
                break;
            }
            complete(nodeA, running);
            running = by(nodeA, ONE_REPORT, NOON.plusSeconds(120)).only();
        }

        assertThat(fires).containsExactly(NOON, NOON.plusSeconds(60), NOON.plusSeconds(120));
    }

    @Test
    void whatADeadNodeOwnedLeavesItsSlots() {
        jobs(2);
        by(nodeA, ONE_REPORT).only();
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        assertThat(by(nodeB, ONE_REPORT).executions()).isEmpty();

        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);

        by(nodeB, ONE_REPORT).only();
    }

    @Test
    void manyNodesAtOnceNeverOwnMoreThanTheLimit() {
        var nodes = IntStream.range(0, AtOnce.THREADS)
                .mapToObj(i -> registered("node " + i))
                .toList();
        jobs(40);
        IntStream.range(0, 40).forEach(i -> insert(aManualRun(insert(aJob().nextRun(null)))));
        var limits = new ClaimLimits(Map.of("report", 3), 0);
        var owned = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();

        AtOnce.run(thread -> {
            var node = nodes.get(thread);
            while (done.get() < 80) {
                var batch = by(node, limits).room(2, 2).ahead(Duration.ZERO).executions();
                most.accumulateAndGet(owned.addAndGet(batch.size()), Math::max);
                for (var execution : batch) {
                    owned.decrementAndGet();
                    complete(node, execution);
                    done.incrementAndGet();
                }
            }
            return true;
        });

        assertThat(done).hasValue(80);
        assertThat(most).hasValueLessThanOrEqualTo(3);
    }
}
