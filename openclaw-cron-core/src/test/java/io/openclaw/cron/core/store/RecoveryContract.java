package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.spi.Recovery;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Taking back what dead nodes own. */
abstract class RecoveryContract extends StoreTestCase {

    /** Lets node A die, and node B notice. */
    private Recovery recover() {
        return recover(MAX_RECOVERIES);
    }

    private Recovery recover(int maxRecoveries) {
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        return store.recover(nodeB, DEAD_AFTER, maxRecoveries);
    }

    @Test
    void aNodeIsNotDeadBeforeItsTime() {
        var running = running(nodeA, aJob());
        letStoreTimePass(DEAD_AFTER.minusSeconds(3));

        assertThat(store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES)).isEqualTo(Recovery.NONE);

        assertThat(stored(running)).isEqualTo(running);
        assertThat(store.heartbeat(nodeA).alive()).isTrue();
    }

    @Test
    void aNodeIsNeverDeclaredDeadByItsOwnCall() {
        var running = running(nodeA, aJob());
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));

        store.recover(nodeA, DEAD_AFTER, MAX_RECOVERIES);

        assertThat(stored(running)).isEqualTo(running);
        assertThat(store.heartbeat(nodeA).alive()).isTrue();
    }

    @Test
    void aReservationWaitsAgainWithoutACountedRecovery() {
        insert(aJob());
        var reserved = by(nodeA).only();

        var recovery = recover();

        var waiting = reserved.toBuilder().node(null).claimId(null).build();
        assertThat(Claim.executions(recovery.waiting())).containsExactly(waiting);
        assertThat(recovery.ended()).isEmpty();
        assertThat(stored(reserved)).isEqualTo(waiting);
        assertThat(by(nodeB).only().fence()).isEqualTo(2);
    }

    @Test
    void aStartedExecutionWaitsForTheSameAttempt() {
        var job = aJob();
        var running = running(nodeA, job);

        var recovery = recover();

        var waiting = stored(running);
        assertThat(Claim.executions(recovery.waiting())).containsExactly(waiting);
        assertThat(recovery.waiting().get(0).job().jobId()).isEqualTo(running.jobId());
        assertThat(waiting.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(waiting.node()).isNull();
        assertThat(waiting.recoveries()).isEqualTo(1);
        assertThat(waiting.attempt()).isZero();
        assertThat(waiting.fence()).isEqualTo(1);
        assertThat(waiting.availableAt()).isEqualTo(NOON);
        assertThat(stored(job.build()).state().liveCount()).isEqualTo(1);
        assertThat(outcomesOf(job.build())).isEqualTo(OutcomeCounts.NONE);
    }

    @Test
    void aRetryThatHadStartedWaitsForTheSameRetry() {
        var first = running(nodeA, aJob());
        record(nodeA, Reports.retry(first, NOON));
        var second = start(nodeA, by(nodeA).only());
        assertThat(second.attempt()).isEqualTo(2);

        recover();

        assertThat(stored(second).attempt()).isEqualTo(1);
        assertThat(start(nodeB, by(nodeB).only()).attempt()).isEqualTo(2);
    }

    @Test
    void aReservedRetryKeepsItsAttempt() {
        var first = running(nodeA, aJob());
        record(nodeA, Reports.retry(first, NOON));
        by(nodeA).only();

        recover();

        assertThat(stored(first).attempt()).isEqualTo(1);
        assertThat(stored(first).recoveries()).isZero();
    }

    @Test
    void aWaitingRetryIsNotTouched() {
        var first = running(nodeA, aJob());
        record(nodeA, Reports.retry(first, NOON));
        var waiting = stored(first);

        assertThat(recover()).isEqualTo(Recovery.NONE);
        assertThat(stored(first)).isEqualTo(waiting);
    }

    @Test
    void whatOthersOwnIsNotTouched() {
        running(nodeA, aJob());
        var ofB = running(nodeB, aJob());

        recover();

        assertThat(stored(ofB)).isEqualTo(ofB);
    }

    @Test
    void recoveringAgainFindsNothing() {
        running(nodeA, aJob());
        recover();

        assertThat(recover()).isEqualTo(Recovery.NONE);
    }

    @Test
    void anExecutionThatMustNotRunAgainFails() {
        var job = aJob().policies(JobPolicies.DEFAULT.with(RecoveryPolicy.FAIL));
        var running = running(nodeA, job);

        var recovery = recover();

        assertFailed(recovery, running, job.build());
        assertThat(stored(running).recoveries()).isZero();
    }

    @Test
    void aReservationOfAJobThatMustNotRunAgainWaits() {
        insert(aJob().policies(JobPolicies.DEFAULT.with(RecoveryPolicy.FAIL)));
        by(nodeA).only();

        assertThat(recover().waiting()).hasSize(1);
    }

    @Test
    void afterTooManyRecoveriesAnExecutionFails() {
        var job = aJob();
        var execution = running(nodeA, job);
        for (var recoveries = 1; recoveries <= 2; recoveries++) {
            assertThat(recover(2).waiting()).hasSize(1);
            assertThat(stored(execution).recoveries()).isEqualTo(recoveries);
            nodeA = registered("a");
            execution = start(nodeA, by(nodeA).only());
        }

        assertFailed(recover(2), execution, job.build());
        assertThat(stored(execution).recoveries()).isEqualTo(2);
    }

    @Test
    void withoutAnyRecoveryAllowedAStartedExecutionFailsAtOnce() {
        var job = aJob();
        var running = running(nodeA, job);

        assertFailed(recover(0), running, job.build());
    }

    @Test
    void withoutAnyRecoveryAllowedAReservationStillWaits() {
        insert(aJob());
        by(nodeA).only();

        assertThat(recover(0).waiting()).hasSize(1);
    }

    private void assertFailed(Recovery recovery, CronExecution running, CronJob job) {
        var failed = stored(running);
        assertThat(Claim.executions(recovery.ended())).containsExactly(failed);
        assertThat(recovery.waiting()).isEmpty();
        assertThat(failed.status()).isEqualTo(CronExecutionStatus.FAILED);
        assertThat(requireNonNull(failed.error()).code()).isEqualTo(CronExecutionError.NODE_LOST);
        assertThat(failed.completedAt()).isNotNull();
        assertThat(failed.node()).isEqualTo(running.node());
        assertThat(outcomesOf(job)).isEqualTo(new OutcomeCounts(0, 1, 0, 0, 0));
        assertThat(totalOf(ORG).outcomes()).isEqualTo(new OutcomeCounts(0, 1, 0, 0, 0));
        var state = stored(job).state();
        assertThat(state.failureCount()).isEqualTo(1);
        assertThat(state.failureStreak()).isEqualTo(1);
        assertThat(state.lastStatus()).isEqualTo(CronExecutionStatus.FAILED);
        assertThat(state.lastRun()).isEqualTo(NOON);
        assertThat(state.liveCount()).isZero();
    }

    @Test
    void whatWasToBeCancelledIsCancelled() {
        var running = running(nodeA, aJob());
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertCancelled(recover(), running, CronExecutionError.CANCELLED);
        assertThat(stored(running).error()).isEqualTo(ASKED);
    }

    @Test
    void whatWasToBeCancelledIsCancelledThoughItMustNotRunAgain() {
        var running = running(nodeA, aJob().policies(JobPolicies.DEFAULT.with(RecoveryPolicy.FAIL)));
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertCancelled(recover(0), running, CronExecutionError.CANCELLED);
    }

    @Test
    void whatBelongsToADeletedJobIsCancelled() {
        var job = aJob();
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertCancelled(recover(), running, CronExecutionError.JOB_WITHDRAWN);
    }

    @Test
    void whatTheScheduleOfADisabledJobCausedIsCancelled() {
        var job = aJob();
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);

        assertCancelled(recover(), running, CronExecutionError.JOB_WITHDRAWN);
    }

    private void assertCancelled(Recovery recovery, CronExecution running, String code) {
        var cancelled = stored(running);
        assertThat(Claim.executions(recovery.ended())).containsExactly(cancelled);
        assertThat(recovery.waiting()).isEmpty();
        assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(requireNonNull(cancelled.error()).code()).isEqualTo(code);
        assertThat(cancelled.completedAt()).isNotNull();
        assertThat(totalOf(ORG).outcomes()).isEqualTo(new OutcomeCounts(0, 0, 0, 0, 1));
    }

    @Test
    void severalDeadNodesAreRecoveredAtOnce() {
        var nodeC = registered("c");
        var ofA = running(nodeA, aJob());
        var ofC = running(nodeC, aJob());

        assertThat(Claim.executions(recover().waiting()))
                .extracting(CronExecution::executionId)
                .containsExactlyInAnyOrder(ofA.executionId(), ofC.executionId());
        assertThat(store.heartbeat(nodeB).othersAlive()).isFalse();
    }

    @Test
    void whatIsOwnedByANodeThatNeverWasIsTakenBack() {
        var job = insert(aJob().nextRun(null));
        var run = insert(
                aManualRun(job).node(new NodeId("never", UUID.randomUUID())).fence(1));

        assertThat(Claim.executions(
                        store.recover(nodeB, Duration.ofDays(1), MAX_RECOVERIES).waiting()))
                .extracting(CronExecution::executionId)
                .containsExactly(run.executionId());
    }

    @Test
    void executionsOfAllOrganizationsAreTakenBack() {
        running(nodeA, aJob());
        running(nodeA, aJob(OTHER_ORG));

        assertThat(recover().waiting()).hasSize(2);
    }

    @Test
    void aRecoveredExecutionRunsToItsEnd() {
        var running = running(nodeA, aJob());
        recover();

        var again = start(nodeB, by(nodeB).only());
        assertThat(record(nodeB, Reports.completed(again)).stored()).isTrue();

        var ended = stored(running);
        assertThat(ended.status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(ended.attempt()).isEqualTo(1);
        assertThat(ended.recoveries()).isEqualTo(1);
        assertThat(ended.fence()).isEqualTo(2);
        assertThat(ended.node()).isEqualTo(nodeB);
    }
}
