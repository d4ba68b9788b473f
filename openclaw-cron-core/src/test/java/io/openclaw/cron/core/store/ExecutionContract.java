package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.Insertion;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Executions that somebody asks for, and those that somebody cancels. */
abstract class ExecutionContract extends StoreTestCase {
    private static final Instant SOON = NOON.plusSeconds(1);

    // ---- inserting

    @Test
    void aManualRunIsFoundAsItWasInserted() {
        var job = insert(aJob());
        var run = aManualRun(job)
                .skillParams(Map.of("list", Collections.singletonList(null), "text", "漢字 😀"))
                .trigger(CronTrigger.DEPENDENCY)
                .priority(9)
                .inTurn(true)
                .build();

        assertThat(store.insertExecution(run, NOON)).isEqualTo(new Insertion(run, List.of()));

        assertThat(store.findExecution(run.executionId(), ORG)).contains(run);
        assertThat(run.node()).isNull();
        assertThat(run.fence()).isZero();
        assertThat(stored(job).state().liveCount()).isEqualTo(1);
        assertThat(stored(job).nextRun()).isEqualTo(NOON);
    }

    @Test
    void aRunForOneNodeIsOwnedByItAtOnce() {
        var job = insert(aJob().nextRun(null));
        var claimId = Ids.next();

        var run = insert(aManualRun(job).node(nodeA).fence(1).claimId(claimId));

        assertThat(run.node()).isEqualTo(nodeA);
        assertThat(store.heartbeat(nodeA).owned()).containsExactly(new OwnedExecution(run.executionId(), 1, claimId));
        assertThat(record(nodeA, Reports.started(run, NOON)).stored()).isTrue();
    }

    @Test
    void aJobCanHaveManyManualRuns() {
        var job = insert(aJob().nextRun(null));
        for (var i = 0; i < 5; i++) {
            insert(aManualRun(job));
        }

        assertThat(by(nodeA).executions()).hasSize(5);
    }

    @Test
    void aRunOfAJobThatDoesNotExistIsRefused() {
        var job = insert(aJob());
        var unknown = aManualRun(aJob().build()).build();
        var foreign = Reports.claimingToBeOf(aManualRun(job).build(), job.jobId(), OTHER_ORG);

        for (var run : List.of(unknown, foreign)) {
            assertThatThrownBy(() -> store.insertExecution(run, NOON)).isInstanceOf(JobNotFoundException.class);
            assertThat(store.findExecution(run.executionId(), run.organizationId()))
                    .isEmpty();
        }
    }

    @Test
    void aRunOfADeletedJobIsRefused() {
        var job = insert(aJob());
        change(job, changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);
        var run = aManualRun(job).build();

        assertThatThrownBy(() -> store.insertExecution(run, NOON)).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void anIdIsGivenOnce() {
        var job = insert(aJob());
        var run = insert(aManualRun(job));

        assertThatThrownBy(() -> store.insertExecution(run, NOON)).isInstanceOf(CronStoreException.class);

        assertThat(executionsOf(job)).containsExactly(run);
    }

    @Test
    void aRunInTurnTakesReservationsThatAreNotDueAway() {
        var job = insert(aJob().nextRun(SOON));
        var reserved = by(nodeA).only();
        var run = aManualRun(job).inTurn(true).build();

        assertThat(store.insertExecution(run, NOON).deleted()).containsExactly(OwnedExecution.of(reserved));

        assertThat(store.findExecution(reserved.executionId(), ORG)).isEmpty();
        assertThat(stored(job).nextRun()).isEqualTo(SOON);
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(outcomesOf(job)).isEqualTo(OutcomeCounts.NONE);
    }

    @Test
    void whetherAFireMayRunBesideARunInTurnIsDecidedAtItsTime() {
        var job = insert(aJob().nextRun(SOON));
        by(nodeA).only();
        insert(aManualRun(job).inTurn(true));
        start(nodeB, by(nodeB).only());

        var result = by(nodeA)
                .at(SOON)
                .planning(Planners.every(Duration.ofMinutes(1), SOON))
                .claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(Claim.executions(result.ended()))
                .extracting(CronExecution::scheduledFor)
                .containsExactly(SOON);
    }

    @Test
    void nextRunGoesBackToTheEarliestOfSeveralReservations() {
        var job = insert(
                aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)).nextRun(SOON));
        var reserved =
                by(nodeA).planning(Planners.every(Duration.ofMillis(250))).executions();
        assertThat(reserved).hasSize(3);

        var deleted = store.insertExecution(aManualRun(job).inTurn(true).build(), NOON)
                .deleted();

        assertThat(deleted)
                .containsExactlyInAnyOrderElementsOf(
                        reserved.stream().map(OwnedExecution::of).toList());
        assertThat(stored(job).nextRun()).isEqualTo(SOON);
        assertThat(stored(job).state().liveCount()).isEqualTo(1);
    }

    @Test
    void aLastReservationThatIsTakenAwayIsDueAgain() {
        var job = insert(aJob().nextRun(SOON));
        by(nodeA)
                .planning(due -> Planners.plan(null, PlannedFire.reserve(Ids.next(), SOON, true)))
                .only();

        var run = insert(aManualRun(job).inTurn(true));

        assertThat(stored(job).nextRun()).isEqualTo(SOON);
        store.cancel(run.executionId(), ORG, ASKED, NOON);
        assertThat(by(nodeB).only().scheduledFor()).isEqualTo(SOON);
    }

    @Test
    void aRunInTurnLeavesWhatIsDueOrHasStarted() {
        var job = insert(aJob());
        var due = by(nodeA).only();

        assertThat(store.insertExecution(aManualRun(job).inTurn(true).build(), NOON)
                        .deleted())
                .isEmpty();
        assertThat(stored(due)).isEqualTo(due);

        var other = insert(aJob().nextRun(SOON));
        var started = start(nodeA, by(nodeA).only());
        assertThat(store.insertExecution(aManualRun(other).inTurn(true).build(), NOON)
                        .deleted())
                .isEmpty();
        assertThat(stored(started)).isEqualTo(started);
    }

    @Test
    void aRunThatIsNotInTurnLeavesReservations() {
        var job = insert(aJob().nextRun(SOON));
        var reserved = by(nodeA).only();

        assertThat(store.insertExecution(aManualRun(job).build(), NOON).deleted())
                .isEmpty();

        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void aRunInTurnLeavesReservationsOfOtherJobs() {
        insert(aJob().nextRun(SOON));
        var reserved = by(nodeA).only();
        var job = insert(aJob().nextRun(null));

        assertThat(store.insertExecution(aManualRun(job).inTurn(true).build(), NOON)
                        .deleted())
                .isEmpty();

        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void aRunInTurnForOneNodeIsOwnedIfNothingElseOfItsJobIsLive() {
        var job = insert(aJob().nextRun(SOON));
        var reserved = by(nodeB).only();
        insert(aManualRun(insert(aJob().nextRun(null))));
        var run = aManualRun(job).inTurn(true).node(nodeA).fence(1).build();

        var inserted = store.insertExecution(run, NOON);

        assertThat(inserted).isEqualTo(new Insertion(run, List.of(OwnedExecution.of(reserved))));
        assertThat(stored(run)).isEqualTo(run);
    }

    @Test
    void aRunInTurnForOneNodeWaitsIfSomethingElseOfItsJobIsLive() {
        var job = insert(aJob());
        var live = start(nodeB, by(nodeB).only());
        var run = aManualRun(job)
                .inTurn(true)
                .node(nodeA)
                .fence(1)
                .claimId(Ids.next())
                .build();

        var inserted = store.insertExecution(run, NOON);

        assertThat(inserted.execution())
                .isEqualTo(run.toBuilder().node(null).claimId(null).build());
        assertThat(stored(run)).isEqualTo(inserted.execution());
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(by(nodeA).executions()).isEmpty();
        record(nodeB, Reports.completed(live));
        assertThat(by(nodeA).only()).satisfies(claimed -> {
            assertThat(claimed.executionId()).isEqualTo(run.executionId());
            assertThat(claimed.fence()).isEqualTo(2);
        });
    }

    @Test
    void aRunForOneNodeThatIsNotInTurnIsOwnedBesideOthers() {
        var job = insert(aJob().nextRun(null));
        insert(aManualRun(job));
        var run = aManualRun(job).node(nodeA).fence(1).build();

        assertThat(store.insertExecution(run, NOON).execution()).isEqualTo(run);
    }

    // ---- cancelling

    @Test
    void aWaitingExecutionIsCancelledAtOnce() {
        var job = insert(aJob().nextRun(null));
        var run = insert(aManualRun(job));

        var cancelled = store.cancel(run.executionId(), ORG, ASKED, SOON).orElseThrow();

        assertThat(cancelled)
                .isEqualTo(run.toBuilder()
                        .status(CronExecutionStatus.CANCELLED)
                        .completedAt(SOON)
                        .cancelRequestedAt(SOON)
                        .error(ASKED)
                        .build());
        assertThat(stored(run)).isEqualTo(cancelled);
        assertThat(stored(job).state().liveCount()).isZero();
        assertThat(outcomesOf(job)).isEqualTo(new OutcomeCounts(0, 0, 0, 0, 1));
        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void theNodeOfAReservationIsAskedToCancelItBecauseItMayRunWithoutTheStoreKnowing() {
        insert(aJob());
        var reserved = by(nodeA).only();

        var asked = store.cancel(reserved.executionId(), ORG, ASKED, NOON).orElseThrow();

        assertThat(asked.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(asked.cancelRequestedAt()).isEqualTo(NOON);
        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(reserved.executionId());
        store.release(nodeA, List.of(OwnedExecution.of(reserved)));
        assertThat(stored(reserved).status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(stored(reserved).error()).isEqualTo(ASKED);
    }

    @Test
    void aReservationThatItsNodeHasCancelledOnRequestEndsWithTheReason() {
        insert(aJob());
        var reserved = by(nodeA).only();
        store.cancel(reserved.executionId(), ORG, ASKED, SOON);

        record(nodeA, Reports.cancelledBeforeItsStart(reserved, SOON));

        assertThat(stored(reserved).status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(stored(reserved).error()).isEqualTo(ASKED);
    }

    @Test
    void aWaitingRetryIsCancelledAtOnce() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.retry(running, EVER));

        var cancelled = store.cancel(running.executionId(), ORG, ASKED, NOON).orElseThrow();

        assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(cancelled.error()).isEqualTo(ASKED);
    }

    @Test
    void theNodeOfARunningExecutionIsAskedToCancelIt() {
        var job = aJob();
        var running = running(nodeA, job);

        var asked = store.cancel(running.executionId(), ORG, ASKED, SOON).orElseThrow();

        assertThat(asked.status()).isEqualTo(CronExecutionStatus.RUNNING);
        assertThat(asked.cancelRequestedAt()).isEqualTo(SOON);
        assertThat(stored(running)).isEqualTo(asked);
        assertThat(outcomesOf(job.build())).isEqualTo(OutcomeCounts.NONE);
        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(running.executionId());
    }

    @Test
    void askingTwiceKeepsTheTimeOfTheFirst() {
        var running = running(nodeA, aJob());
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertThat(store.cancel(running.executionId(), ORG, ASKED, SOON))
                .map(CronExecution::cancelRequestedAt)
                .contains(NOON);
    }

    @Test
    void whatHasEndedIsNotCancelled() {
        var job = aJob();
        var running = running(nodeA, job);
        record(nodeA, Reports.completed(running));
        var ended = stored(running);

        assertThat(store.cancel(running.executionId(), ORG, ASKED, SOON)).contains(ended);

        assertThat(stored(running)).isEqualTo(ended);
        assertThat(outcomesOf(job.build()).cancelled()).isZero();
    }

    @Test
    void cancellingTwiceCountsOnce() {
        var job = insert(aJob().nextRun(null));
        var run = insert(aManualRun(job));
        var first = store.cancel(run.executionId(), ORG, ASKED, NOON);

        assertThat(store.cancel(run.executionId(), ORG, CronExecutionError.of("x", "y"), SOON))
                .isEqualTo(first);

        assertThat(outcomesOf(job).cancelled()).isEqualTo(1);
    }

    @Test
    void whatAnotherOrganizationOwnsCannotBeCancelled() {
        var running = running(nodeA, aJob());
        var run = insert(aManualRun(insert(aJob().nextRun(null))));

        assertThat(store.cancel(running.executionId(), OTHER_ORG, ASKED, NOON)).isEmpty();
        assertThat(store.cancel(run.executionId(), OTHER_ORG, ASKED, NOON)).isEmpty();

        assertThat(stored(running)).isEqualTo(running);
        assertThat(stored(run)).isEqualTo(run);
    }

    @Test
    void whatDoesNotExistCannotBeCancelled() {
        assertThat(store.cancel(Ids.next(), ORG, ASKED, NOON)).isEmpty();
    }

    // ---- finding

    @Test
    void anExecutionOfAnotherOrganizationIsNotFound() {
        insert(aJob());
        var reserved = by(nodeA).only();

        assertThat(store.findExecution(reserved.executionId(), OTHER_ORG)).isEmpty();
        assertThat(store.findExecution(Ids.next(), ORG)).isEmpty();
        assertThat(store.findExecution(reserved.jobId(), ORG)).isEmpty();
    }

    @Test
    void aSnapshotOfAnExecutionDoesNotChangeLater() {
        insert(aJob());
        var reserved = stored(by(nodeA).only());
        var copy = reserved.toBuilder().build();

        record(nodeA, Reports.completed(start(nodeA, reserved)));

        assertThat(reserved).isEqualTo(copy);
    }

    // ---- what waits

    @Test
    void whatWaitsAndWhoseTimeHasComeIsCounted() {
        assertThat(store.countQueued(NOON)).isZero();
        CronJob job = insert(aJob().nextRun(null));
        insert(aManualRun(job).inTurn(true));
        insert(aManualRun(job).inTurn(true));
        insert(aManualRun(job).availableAt(SOON));
        insert(aManualRun(insert(aJob(OTHER_ORG).nextRun(null))));

        assertThat(store.countQueued(NOON)).isEqualTo(3);
        assertThat(store.countQueued(NOON.minusNanos(1_000))).isZero();
        assertThat(store.countQueued(SOON)).isEqualTo(4);

        assertThat(by(nodeA).ahead(Duration.ZERO).executions()).hasSize(2);
        assertThat(store.countQueued(SOON)).isEqualTo(2);
    }

    @Test
    void whatIsOwnedOrHasEndedDoesNotWait() {
        var job = insert(aJob());
        by(nodeA).only();
        var run = insert(aManualRun(job));
        store.cancel(run.executionId(), ORG, ASKED, NOON);

        assertThat(store.countQueued(EVER)).isZero();
    }
}
