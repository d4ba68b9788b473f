package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.spi.OwnedExecution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that give back what they own. */
abstract class ReleaseContract extends StoreTestCase {

    // ---- a whole claim

    @Test
    void aReleasedClaimWaitsForAnyNode() {
        insert(aJob());
        insert(aManualRun(insert(aJob().nextRun(null))));
        var claimId = Ids.next();
        var claimed = by(nodeA).id(claimId).executions();
        assertThat(claimed).hasSize(2);

        store.releaseClaim(nodeA, claimId);

        for (var execution : claimed) {
            assertThat(stored(execution))
                    .isEqualTo(execution.toBuilder().node(null).claimId(null).build());
        }
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(by(nodeB).executions())
                .hasSize(2)
                .extracting(CronExecution::fence)
                .containsOnly(2L);
    }

    @Test
    void releasingAClaimLeavesOtherClaims() {
        insert(aJob());
        var first = by(nodeA).only();
        insert(aJob());
        var claimId = Ids.next();
        by(nodeA).id(claimId).only();

        store.releaseClaim(nodeA, claimId);

        assertThat(stored(first)).isEqualTo(first);
        assertThat(store.heartbeat(nodeA).owned()).containsExactly(OwnedExecution.of(first));
    }

    @Test
    void releasingAClaimLeavesWhatHasStarted() {
        insert(aJob());
        var claimId = Ids.next();
        var running = start(nodeA, by(nodeA).id(claimId).only());

        store.releaseClaim(nodeA, claimId);

        assertThat(stored(running)).isEqualTo(running);
    }

    @Test
    void onlyTheNodeThatClaimedCanReleaseTheClaim() {
        insert(aJob());
        var claimId = Ids.next();
        var reserved = by(nodeA).id(claimId).only();

        store.releaseClaim(nodeB, claimId);

        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void releasingAClaimThatReservedNothingDoesNothing() {
        insert(aJob());
        var reserved = by(nodeA).only();

        store.releaseClaim(nodeA, Ids.next());

        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void aClaimCanBeReleasedTwice() {
        insert(aJob());
        var claimId = Ids.next();
        by(nodeA).id(claimId).only();
        store.releaseClaim(nodeA, claimId);
        var again = by(nodeB).only();

        store.releaseClaim(nodeA, claimId);

        assertThat(stored(again)).isEqualTo(again);
    }

    @Test
    void aReleasedReservationThatIsNotDueCanBeReservedAheadAgain() {
        insert(aJob().nextRun(NOON.plusSeconds(1)));
        var claimId = Ids.next();
        var reserved = by(nodeA).id(claimId).only();
        store.releaseClaim(nodeA, claimId);

        assertThat(by(nodeB).room(9, 0).executions()).isEmpty();
        assertThat(by(nodeB).room(0, 9).only().executionId()).isEqualTo(reserved.executionId());
    }

    @Test
    void afterAnUnknownClaimNothingIsLost() {
        var job = insert(aJob());
        var claimId = Ids.next();
        // The answer of this claim never arrives.
        by(nodeA).id(claimId).claim();

        store.releaseClaim(nodeA, claimId);
        var again = by(nodeA).only();

        assertThat(again.scheduledFor()).isEqualTo(NOON);
        assertThat(executionsOf(job)).hasSize(1);
    }

    // ---- single executions

    @Test
    void aReleasedReservationWaits() {
        insert(aJob());
        var reserved = by(nodeA).only();

        store.release(nodeA, List.of(OwnedExecution.of(reserved)));

        assertThat(stored(reserved))
                .isEqualTo(reserved.toBuilder().node(null).claimId(null).build());
        assertThat(by(nodeB).only().fence()).isEqualTo(2);
    }

    @Test
    void aReleasedStartedExecutionWaitsForTheSameAttempt() {
        var running = running(nodeA, aJob());

        store.release(nodeA, List.of(OwnedExecution.of(running)));

        var waiting = stored(running);
        assertThat(waiting.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(waiting.node()).isNull();
        assertThat(waiting.attempt()).isZero();
        assertThat(waiting.recoveries()).isZero();
        assertThat(waiting.fence()).isEqualTo(1);
        assertThat(by(nodeB).only().attempt()).isZero();
    }

    @Test
    void aReleasedRetryKeepsItsAttempt() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.retry(running, NOON));
        var reserved = by(nodeA).only();

        store.release(nodeA, List.of(OwnedExecution.of(reserved)));

        assertThat(stored(reserved).attempt()).isEqualTo(1);
        var second = start(nodeB, by(nodeB).only());
        assertThat(second.attempt()).isEqualTo(2);
        store.release(nodeB, List.of(OwnedExecution.of(second)));
        assertThat(stored(second).attempt()).isEqualTo(1);
    }

    @Test
    void whatTheNodeDoesNotOwnIsPassedOver() {
        insert(aJob());
        var reserved = by(nodeA).only();
        var owned = OwnedExecution.of(reserved);

        store.release(nodeB, List.of(owned));
        store.release(nodeA, List.of(new OwnedExecution(owned.executionId(), 0, owned.claimId())));
        store.release(nodeA, List.of(new OwnedExecution(owned.executionId(), 2, owned.claimId())));
        store.release(nodeA, List.of(new OwnedExecution(Ids.next(), 1, null)));
        store.release(nodeA, List.of());

        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void whatCannotBeReleasedDoesNotKeepTheOthersFromIt() {
        insert(aJob());
        insert(aJob());
        var claimed = by(nodeA).executions();

        store.release(
                nodeA,
                List.of(
                        new OwnedExecution(Ids.next(), 1, null),
                        OwnedExecution.of(claimed.get(0)),
                        new OwnedExecution(claimed.get(0).executionId(), 9, null),
                        OwnedExecution.of(claimed.get(1))));

        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
    }

    @Test
    void whatHasEndedIsPassedOver() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.completed(running));
        var ended = stored(running);

        store.release(nodeA, List.of(OwnedExecution.of(running)));

        assertThat(stored(running)).isEqualTo(ended);
    }

    @Test
    void aReleasedExecutionWhoseCancellationWasAskedForIsCancelled() {
        var job = aJob();
        var running = running(nodeA, job);
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        store.release(nodeA, List.of(OwnedExecution.of(running)));

        assertEnded(running, CronExecutionStatus.CANCELLED, CronExecutionError.CANCELLED);
        assertThat(outcomesOf(job.build()).cancelled()).isEqualTo(1);
    }

    @Test
    void aReleasedExecutionOfADeletedJobIsCancelled() {
        var job = aJob();
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        store.release(nodeA, List.of(OwnedExecution.of(running)));

        assertEnded(running, CronExecutionStatus.CANCELLED, CronExecutionError.JOB_WITHDRAWN);
    }

    @Test
    void aReleasedStartedExecutionThatMustNotRunAgainFails() {
        var job = aJob().policies(JobPolicies.DEFAULT.with(RecoveryPolicy.FAIL));
        var running = running(nodeA, job);

        store.release(nodeA, List.of(OwnedExecution.of(running)));

        assertEnded(running, CronExecutionStatus.FAILED, CronExecutionError.NODE_LOST);
    }

    @Test
    void aReleasedReservationThatMustNotRunTwiceWaits() {
        insert(aJob().policies(JobPolicies.DEFAULT.with(RecoveryPolicy.FAIL)));
        var reserved = by(nodeA).only();

        store.release(nodeA, List.of(OwnedExecution.of(reserved)));

        assertThat(stored(reserved).status()).isEqualTo(CronExecutionStatus.PENDING);
    }

    private void assertEnded(CronExecution execution, CronExecutionStatus status, String code) {
        var ended = stored(execution);
        assertThat(ended.status()).isEqualTo(status);
        assertThat(requireNonNull(ended.error()).code()).isEqualTo(code);
        assertThat(ended.completedAt()).isNotNull();
        assertThat(by(nodeB).executions()).isEmpty();
    }
}
