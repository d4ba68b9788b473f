package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.spi.OwnedExecution;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Executions that wait until all earlier ones of their job have ended. */
abstract class TurnContract extends StoreTestCase {
    private CronJob job;

    @BeforeEach
    void insertJob() {
        job = insert(aJob().nextRun(null));
    }

    private CronExecution insertInTurn() {
        return insert(aManualRun(job).inTurn(true));
    }

    /** Claims what has its turn, and ends it. */
    private CronExecution endNext() {
        var next = by(nodeA).only();
        record(nodeA, Reports.completed(start(nodeA, next)));
        return next;
    }

    @Test
    void onlyTheFirstIsClaimed() {
        var first = insertInTurn();
        insertInTurn();
        insertInTurn();

        assertThat(by(nodeA).only().executionId()).isEqualTo(first.executionId());
        assertThat(by(nodeB).executions()).isEmpty();
    }

    @Test
    void eachIsClaimedWhenTheOneBeforeItHasEnded() {
        var all = List.of(insertInTurn(), insertInTurn(), insertInTurn());

        for (var expected : all) {
            var claimed = by(nodeA).only();
            assertThat(claimed.executionId()).isEqualTo(expected.executionId());
            assertThat(by(nodeB).executions()).isEmpty();
            record(nodeA, Reports.completed(start(nodeA, claimed)));
        }
        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void aTurnLastsWhileTheExecutionRuns() {
        insertInTurn();
        insertInTurn();
        start(nodeA, by(nodeA).only());

        assertThat(by(nodeB).executions()).isEmpty();
    }

    @Test
    void aTurnLastsWhileTheExecutionWaitsForARetry() {
        insertInTurn();
        var second = insertInTurn();
        var running = start(nodeA, by(nodeA).only());
        record(nodeA, Reports.retry(running, NOON.plusSeconds(30)));

        assertThat(by(nodeB).executions()).isEmpty();
        var retried = by(nodeB).at(NOON.plusSeconds(30)).only();
        assertThat(retried.executionId()).isEqualTo(running.executionId());
        record(nodeB, Reports.completed(start(nodeB, retried)));
        assertThat(by(nodeB).only().executionId()).isEqualTo(second.executionId());
    }

    @Test
    void aTurnLastsWhenTheExecutionIsGivenBack() {
        var first = insertInTurn();
        insertInTurn();
        store.release(nodeA, List.of(OwnedExecution.of(by(nodeA).only())));

        assertThat(by(nodeB).only().executionId()).isEqualTo(first.executionId());
    }

    @Test
    void aCancelledExecutionGivesUpItsTurn() {
        var first = insertInTurn();
        var second = insertInTurn();
        store.cancel(first.executionId(), ORG, ASKED, NOON);

        assertThat(by(nodeA).only().executionId()).isEqualTo(second.executionId());
    }

    @Test
    void anExecutionInTheMiddleCanBeCancelled() {
        var first = insertInTurn();
        var second = insertInTurn();
        var third = insertInTurn();
        store.cancel(second.executionId(), ORG, ASKED, NOON);

        assertThat(endNext().executionId()).isEqualTo(first.executionId());
        assertThat(by(nodeA).only().executionId()).isEqualTo(third.executionId());
    }

    @Test
    void turnsGoByIdNotByTime() {
        var first = insert(aManualRun(job).inTurn(true).availableAt(NOON.plusSeconds(10)));
        var second = insert(aManualRun(job).inTurn(true).availableAt(NOON.minusSeconds(10)));

        assertThat(by(nodeA).executions()).isEmpty();
        var held = by(nodeA).at(NOON.plusSeconds(10)).only();
        assertThat(held.executionId()).isEqualTo(first.executionId());
        record(nodeA, Reports.completed(start(nodeA, held)));
        assertThat(by(nodeA).only().executionId()).isEqualTo(second.executionId());
    }

    @Test
    void turnsGoByIdNotByTheOrderOfInsertion() {
        var earlierId = Ids.next();
        var later = insertInTurn();
        var earlier = CronExecution.builder(earlierId, job.jobId(), ORG, "mary")
                .skillName(job.skillName())
                .trigger(CronTrigger.MANUAL)
                .availableAt(NOON)
                .inTurn(true);
        insert(earlier);

        assertThat(endNext().executionId()).isEqualTo(earlierId);
        assertThat(by(nodeA).only().executionId()).isEqualTo(later.executionId());
    }

    @Test
    void anEarlierOneThatIsInsertedLaterWaitsWhileAnotherIsOwned() {
        var earlierId = Ids.next();
        insertInTurn();
        var owned = by(nodeA).only();
        insert(CronExecution.builder(earlierId, job.jobId(), ORG, "mary")
                .skillName(job.skillName())
                .trigger(CronTrigger.MANUAL)
                .availableAt(NOON)
                .inTurn(true));

        assertThat(by(nodeB).executions()).isEmpty();
        assertThat(by(nodeB).claim().claimAgainAt()).isNotEqualTo(NOON);
        var running = start(nodeA, owned);
        assertThat(by(nodeB).executions()).isEmpty();
        record(nodeA, Reports.completed(running));
        assertThat(by(nodeB).only().executionId()).isEqualTo(earlierId);
    }

    @Test
    void whatIsNotInTurnWaitsForNobody() {
        insertInTurn();
        insertInTurn();
        var free = insert(aManualRun(job).inTurn(false));

        assertThat(by(nodeA).executions())
                .extracting(CronExecution::executionId)
                .hasSize(2)
                .contains(free.executionId());
    }

    @Test
    void whatIsInTurnWaitsForEarlierOnesThatAreNot() {
        insert(aManualRun(job).inTurn(false).node(nodeA).fence(1));
        var second = insertInTurn();

        assertThat(by(nodeB).executions()).isEmpty();
        record(nodeA, Reports.completed(start(nodeA, executionsOf(job).get(1))));
        assertThat(by(nodeB).only().executionId()).isEqualTo(second.executionId());
    }

    @Test
    void whatIsInTurnDoesNotWaitForLaterOnes() {
        var first = insertInTurn();
        insert(aManualRun(job).inTurn(false).node(nodeA).fence(1));

        assertThat(by(nodeB).only().executionId()).isEqualTo(first.executionId());
    }

    @Test
    void turnsOfJobsAreIndependent() {
        insertInTurn();
        insert(aManualRun(insert(aJob().nextRun(null))).inTurn(true));

        assertThat(by(nodeA).executions()).hasSize(2);
    }

    @Test
    void aRecoveredExecutionHasItsTurnFirst() {
        var first = insertInTurn();
        insertInTurn();
        start(nodeA, by(nodeA).only());
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);

        assertThat(by(nodeB).only().executionId()).isEqualTo(first.executionId());
    }
}
