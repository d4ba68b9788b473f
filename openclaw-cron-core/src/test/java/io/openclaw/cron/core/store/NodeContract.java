package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recovery;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nodes that come, beat and go. */
abstract class NodeContract extends StoreTestCase {

    @Test
    void aNewNodeHearsWhetherOthersAreThere() {
        store.deregister(nodeA);
        store.deregister(nodeB);

        assertThat(store.register(node("c"), DEAD_AFTER).othersAlive()).isFalse();
        assertThat(store.register(node("d"), DEAD_AFTER).othersAlive()).isTrue();
    }

    @Test
    void aNodeThatDidNotHearTheAnswerMayRegisterAgain() {
        var c = node("c");
        store.register(c, DEAD_AFTER);
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));

        store.register(c, DEAD_AFTER);
        store.heartbeat(nodeA);
        store.recover(nodeA, DEAD_AFTER, MAX_RECOVERIES);

        assertThat(store.heartbeat(c).alive()).isTrue();
    }

    @Test
    void aNewNodeDoesNotCountThoseWhoseBeatsHaveStopped() {
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));

        assertThat(store.register(node("c"), DEAD_AFTER).othersAlive()).isFalse();
    }

    @Test
    void nodesHearTheTimeOfTheStoreInMicroseconds() {
        var registered = store.register(node("c"), DEAD_AFTER).storeTime();
        var beat = store.heartbeat(nodeA).storeTime();

        assertThat(registered.truncatedTo(ChronoUnit.MICROS)).isEqualTo(registered);
        assertThat(beat.truncatedTo(ChronoUnit.MICROS)).isEqualTo(beat);
        assertThat(beat).isAfterOrEqualTo(registered);
    }

    @Test
    void aBeatHearsWhetherOthersAreThere() {
        assertThat(store.heartbeat(nodeA).othersAlive()).isTrue();

        store.deregister(nodeB);

        assertThat(store.heartbeat(nodeA).othersAlive()).isFalse();
    }

    @Test
    void theBeatOfAnUnknownNodeIsNotAlive() {
        var reply = store.heartbeat(node("c"));

        assertThat(reply.alive()).isFalse();
        assertThat(reply.owned()).isEmpty();
        assertThat(store.heartbeat(new NodeId(nodeA.name(), UUID.randomUUID())).alive())
                .isFalse();
    }

    @Test
    void theBeatOfANodeThatWasTakenOffIsNotAlive() {
        store.deregister(nodeA);

        assertThat(store.heartbeat(nodeA).alive()).isFalse();
    }

    @Test
    void theBeatOfANodeThatWasDeclaredDeadIsNotAlive() {
        insert(aJob());
        by(nodeA).only();
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);

        var reply = store.heartbeat(nodeA);

        assertThat(reply.alive()).isFalse();
        assertThat(reply.owned()).isEmpty();
        assertThat(store.heartbeat(nodeB).othersAlive()).isFalse();
    }

    @Test
    void aBeatHearsAllThatTheStoreHoldsForTheNode() {
        var job = insert(aJob());
        var claimId = Ids.next();
        var reserved = by(nodeA).id(claimId).only();
        var run = insert(aManualRun(job).node(nodeA).fence(1));
        insert(aManualRun(job).node(nodeB).fence(1));
        insert(aManualRun(job).inTurn(true));

        var reply = store.heartbeat(nodeA);

        assertThat(reply.alive()).isTrue();
        assertThat(reply.owned())
                .containsExactlyInAnyOrder(
                        new OwnedExecution(reserved.executionId(), 1, claimId),
                        new OwnedExecution(run.executionId(), 1, null));
        assertThat(reply.cancelRequested()).isEmpty();
    }

    @Test
    void aBeatHearsWhatShallBeCancelled() {
        var running = running(nodeA, aJob());
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(running.executionId());
        assertThat(store.heartbeat(nodeB).cancelRequested()).isEmpty();
    }

    @Test
    void aBeatKeepsANodeAlive() {
        for (var round = 0; round < 5; round++) {
            letStoreTimePass(DEAD_AFTER.minusSeconds(3));
            assertThat(store.heartbeat(nodeA).alive()).isTrue();
            assertThat(store.heartbeat(nodeB).alive()).isTrue();
            assertThat(store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES)).isEqualTo(Recovery.NONE);
        }
        assertThat(store.heartbeat(nodeA).alive()).isTrue();
    }

    @Test
    void aLateBeatOfANodeThatNobodyHasDeclaredDeadCounts() {
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));

        assertThat(store.heartbeat(nodeA).alive()).isTrue();
        assertThat(store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES)).isEqualTo(Recovery.NONE);
        assertThat(store.heartbeat(nodeA).alive()).isTrue();
    }

    // ---- names

    @Test
    void theNameOfANodeThatIsAliveIsRefused() {
        insert(aJob());
        var reserved = by(nodeA).only();
        var second = new NodeId(nodeA.name(), UUID.randomUUID());

        assertThatThrownBy(() -> store.register(second, DEAD_AFTER))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining(nodeA.name());

        assertThat(store.heartbeat(nodeA).alive()).isTrue();
        assertThat(store.heartbeat(second).alive()).isFalse();
        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void aNameCanComeBackWhenItsNodeWasTakenOff() {
        store.deregister(nodeA);
        var second = registered(nodeA.name());

        assertThat(store.heartbeat(second).alive()).isTrue();
        assertThat(store.heartbeat(nodeA).alive()).isFalse();
    }

    @Test
    void aNameCanComeBackWhenItsBeatsHaveStopped() {
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        var second = registered(nodeA.name());

        assertThat(store.heartbeat(second).alive()).isTrue();
        assertThat(store.heartbeat(nodeA).alive()).isFalse();
        assertThat(by(nodeA).claim().alive()).isFalse();
    }

    @Test
    void aNameCanComeBackWhenItsNodeWasDeclaredDead() {
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);

        assertThat(store.heartbeat(registered(nodeA.name())).alive()).isTrue();
    }

    @Test
    void namesDifferInCase() {
        var other = registered("A");

        assertThat(store.heartbeat(nodeA).alive()).isTrue();
        assertThat(store.heartbeat(other).alive()).isTrue();
    }

    @Test
    void aNameCanBeLongAndStrange() {
        var node = registered("Knoten 漢字 😀 '%_\\ ".repeat(20).substring(0, 255));

        assertThat(store.heartbeat(node).alive()).isTrue();
        insert(aJob());
        assertThat(by(node).only().node()).isEqualTo(node);
    }

    @Test
    void aNewLifeTakesBackWhatItsPredecessorHadReserved() {
        insert(aJob());
        insert(aJob());
        var reserved = by(nodeA).executions();
        start(nodeA, reserved.get(1));
        insert(aJob());
        var ofB = by(nodeB).only();
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));

        var second = node(nodeA.name());
        assertThat(store.register(second, DEAD_AFTER).takenBack()).isEqualTo(1);

        assertThat(stored(reserved.get(0)).node()).isNull();
        assertThat(stored(reserved.get(1)).status()).isEqualTo(CronExecutionStatus.RUNNING);
        assertThat(stored(ofB)).isEqualTo(ofB);
        assertThat(by(second).only().executionId()).isEqualTo(reserved.get(0).executionId());
        store.heartbeat(nodeB);
        assertThat(Claim.executions(
                        store.recover(second, DEAD_AFTER, MAX_RECOVERIES).waiting()))
                .extracting(CronExecution::executionId)
                .containsExactly(reserved.get(1).executionId());
    }

    @Test
    void aNewLifeWithoutAPredecessorTakesNothingBack() {
        insert(aJob());
        var reserved = by(nodeA).only();

        assertThat(store.register(node("c"), DEAD_AFTER).takenBack()).isZero();
        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    // ---- taking off

    @Test
    void whatANodeHasNotStartedWaitsWhenItIsTakenOff() {
        insert(aJob());
        insert(aJob());
        var reserved = by(nodeA).executions();
        var running = start(nodeA, reserved.get(0));
        insert(aJob());
        var ofB = by(nodeB).only();

        store.deregister(nodeA);

        assertThat(stored(reserved.get(1)))
                .isEqualTo(reserved.get(1).toBuilder().node(null).claimId(null).build());
        assertThat(stored(running)).isEqualTo(running);
        assertThat(stored(ofB)).isEqualTo(ofB);
        assertThat(by(nodeB).only().executionId()).isEqualTo(reserved.get(1).executionId());
    }

    @Test
    void whatANodeHadStartedIsTakenBackAtOnceWhenItIsTakenOff() {
        var running = running(nodeA, aJob());
        store.deregister(nodeA);

        var recovery = store.recover(nodeB, Duration.ofDays(1), MAX_RECOVERIES);

        assertThat(Claim.executions(recovery.waiting()))
                .extracting(CronExecution::executionId)
                .containsExactly(running.executionId());
        assertThat(stored(running).recoveries()).isEqualTo(1);
    }

    @Test
    void takingOffAnUnknownNodeDoesNothing() {
        insert(aJob());
        var reserved = by(nodeA).only();

        store.deregister(node("c"));
        store.deregister(new NodeId(nodeA.name(), UUID.randomUUID()));

        assertThat(stored(reserved)).isEqualTo(reserved);
        assertThat(store.heartbeat(nodeA).alive()).isTrue();
    }

    @Test
    void aNodeCanBeTakenOffTwice() {
        store.deregister(nodeA);
        store.deregister(nodeA);

        assertThat(store.heartbeat(nodeB).othersAlive()).isFalse();
    }

    // ---- draining and listing

    @Test
    void aNodeHearsAtItsBeatThatItShallTakeNothingNew() {
        assertThat(store.heartbeat(nodeA).draining()).isFalse();

        assertThat(store.drain(nodeA, true)).isTrue();

        assertThat(store.heartbeat(nodeA).draining()).isTrue();
        assertThat(store.heartbeat(nodeB).draining()).isFalse();
        store.register(nodeA, DEAD_AFTER);
        assertThat(store.heartbeat(nodeA).draining()).isTrue();
        assertThat(store.drain(nodeA, false)).isTrue();
        assertThat(store.heartbeat(nodeA).draining()).isFalse();
    }

    @Test
    void aNodeThatIsUnknownCannotBeDrained() {
        assertThat(store.drain(node("c"), true)).isFalse();
        store.deregister(nodeA);
        assertThat(store.drain(nodeA, true)).isFalse();
        assertThat(store.heartbeat(registered(nodeA.name())).draining()).isFalse();
    }

    @Test
    void nodesAreListedByNameWithWhatTheyHold() {
        insert(aJob());
        insert(aJob());
        insert(aJob().skillName("mail"));
        var owned = by(nodeA).executions();
        var running = start(nodeA, owned.get(0));
        insert(aManualRun(insert(aJob().nextRun(null))));
        var c = registered("c");
        var beat = store.heartbeat(c, Duration.ofMillis(-1_500)).storeTime();
        store.drain(c, true);

        var nodes = store.nodes();

        assertThat(nodes).extracting(CronNode::node).containsExactly(nodeA, nodeB, c);
        assertThat(nodes).extracting(CronNode::reserved).containsExactly(2, 0, 0);
        assertThat(nodes).extracting(CronNode::draining).containsExactly(false, false, true);
        assertThat(nodes.get(0).running())
                .containsExactly(
                        new CronNode.Running(running.executionId(), running.jobId(), ORG, running.skillName(), NOON));
        assertThat(nodes.get(1).running()).isEmpty();
        assertThat(nodes.get(2).clockOffset()).isEqualTo(Duration.ofMillis(-1_500));
        assertThat(nodes.get(2).lastBeat()).isBetween(nodes.get(2).startedAt(), beat);
        assertThat(nodes.get(2).startedAt()).isBeforeOrEqualTo(beat);
    }

    private static NodeId node(String name) {
        return new NodeId(name, UUID.randomUUID());
    }
}
