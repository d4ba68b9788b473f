package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Records that come too late, or from nodes that do not own what they report of. */
abstract class FenceContract extends StoreTestCase {

    @Test
    void anOldFenceIsRefused() {
        insert(aJob());
        var old = by(nodeA).only();
        store.release(nodeA, List.of(OwnedExecution.of(old)));
        var current = by(nodeB).only();

        assertRefused(nodeA, Reports.started(old, NOON), current);
        assertRefused(nodeA, Reports.completed(Reports.started(old, NOON)), current);
        assertRefused(nodeA, Reports.retry(Reports.started(old, NOON), NOON), current);
        assertThat(record(nodeB, Reports.started(current, NOON)).stored()).isTrue();
    }

    @Test
    void anOldFenceOfTheSameNodeIsRefused() {
        insert(aJob());
        var old = by(nodeA).only();
        store.release(nodeA, List.of(OwnedExecution.of(old)));
        var current = by(nodeA).only();

        assertRefused(nodeA, Reports.completed(Reports.started(old, NOON)), current);
    }

    @Test
    void aFenceThatWasNeverGivenIsRefused() {
        insert(aJob());
        var reserved = by(nodeA).only();

        assertRefused(
                nodeA, Reports.started(reserved, NOON).toBuilder().fence(2).build(), reserved);
    }

    @Test
    void anotherNodeIsRefusedEvenWithTheRightFence() {
        var running = running(nodeA, aJob());

        assertRefused(nodeB, Reports.completed(running), running);
        assertRefused(new NodeId(nodeA.name(), UUID.randomUUID()), Reports.completed(running), running);
        assertRefused(nodeB, Reports.retry(running, NOON), running);
        assertRefused(nodeB, running.toBuilder().tokensUsed(5).build(), running);
    }

    @Test
    void anUnknownExecutionIsRefused() {
        var job = insert(aJob().nextRun(null));
        var unknown = aManualRun(job).node(nodeA).fence(1).build();

        var recorded = record(nodeA, Reports.completed(Reports.started(unknown, NOON)));

        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.REFUSED, null, null));
        assertThat(executionsOf(job)).isEmpty();
    }

    @Test
    void anExecutionOfAnotherOrganizationIsRefused() {
        var running = running(nodeA, aJob());
        var foreign = CronExecution.builder(running.executionId(), running.jobId(), OTHER_ORG, "eve")
                .fence(1)
                .node(nodeA)
                .build();

        var recorded = record(nodeA, Reports.completed(Reports.started(foreign, NOON)));

        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.REFUSED, null, null));
        assertThat(stored(running)).isEqualTo(running);
    }

    @Test
    void whatHasEndedDoesNotRunAgain() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.completed(running));
        var ended = stored(running);

        assertRefused(nodeA, running, ended);
        assertRefused(nodeA, running.toBuilder().tokensUsed(9).build(), ended);
        assertRefused(nodeA, Reports.retry(running, NOON), ended);
    }

    @Test
    void whatHasEndedDoesNotEndAnotherWay() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.completed(running));
        var ended = stored(running);

        assertRefused(nodeA, Reports.failed(running), ended);
        assertRefused(
                nodeA, Reports.completed(running).toBuilder().tokensUsed(9).build(), ended);
        assertThat(totalOf(ORG).outcomes().runs()).isEqualTo(1);
    }

    @Test
    void theSameEndFromAnotherNodeIsRefused() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.completed(running));

        assertRefused(nodeB, Reports.completed(running), stored(running));
    }

    @Test
    void whatSomebodyCancelledWhileItWasReservedStaysCancelled() {
        insert(aJob());
        var reserved = by(nodeA).only();
        store.cancel(reserved.executionId(), ORG, ASKED, NOON);
        store.release(nodeA, List.of(OwnedExecution.of(reserved)));
        var cancelled = stored(reserved);

        assertRefused(nodeA, Reports.started(reserved, NOON), cancelled);
        assertRefused(nodeA, Reports.completed(Reports.started(reserved, NOON)), cancelled);
    }

    // ---- taken back, but not given to anybody yet

    @Test
    void theEndOfWhatWasTakenBackIsAcceptedWhileItWaits() {
        var running = running(nodeA, aJob());
        takeBackFromA();
        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.PENDING);

        var recorded = record(nodeA, Reports.completed(running));

        assertThat(recorded.status()).isEqualTo(Recorded.Status.ACCEPTED);
        var ended = stored(running);
        assertThat(ended.status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(ended.node()).isEqualTo(nodeA);
        assertThat(ended.result()).isEqualTo(Reports.completed(running).result());
        assertThat(by(nodeB).executions()).isEmpty();
        assertThat(totalOf(ORG).outcomes().completed()).isEqualTo(1);
        assertThat(record(nodeA, Reports.completed(running)).status()).isEqualTo(Recorded.Status.REPEATED);
    }

    @Test
    void theEndOfWhatWasTakenBackIsRefusedOnceItIsClaimed() {
        var running = running(nodeA, aJob());
        takeBackFromA();
        var claimed = by(nodeB).only();

        assertRefused(nodeA, Reports.completed(running), claimed);
    }

    @Test
    void whatWasTakenBackCannotGoOn() {
        var running = running(nodeA, aJob());
        takeBackFromA();
        var waiting = stored(running);

        assertRefused(nodeA, running, waiting);
        assertRefused(nodeA, running.toBuilder().tokensUsed(1).build(), waiting);
        assertRefused(nodeA, Reports.retry(running, EVER), waiting);
    }

    @Test
    void aLateClaimOfADeadNodeReservesNothing() {
        insert(aJob());
        takeBackFromA();

        assertThat(by(nodeA).claim().alive()).isFalse();
        assertThat(by(nodeB).executions()).hasSize(1);
    }

    @Test
    void aNodeThatWasTakenOffMayStillRecordWhatItOwns() {
        var running = running(nodeA, aJob());
        store.deregister(nodeA);

        assertThat(record(nodeA, Reports.completed(running)).status()).isEqualTo(Recorded.Status.ACCEPTED);
        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.COMPLETED);
    }

    private void takeBackFromA() {
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);
    }

    private void assertRefused(NodeId node, CronExecution report, CronExecution stored) {
        var total = totalOf(ORG);

        var recorded = record(node, report);

        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.REFUSED, stored, null));
        assertThat(stored(report)).isEqualTo(stored);
        assertThat(totalOf(ORG)).isEqualTo(total);
    }
}
