package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.RollupQuery;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executions that had started on their node before a change of their job, that would have prevented it, reached it. */
abstract class LateStartContract extends StoreTestCase {
    private static final Instant SOON = NOON.plusSeconds(1);

    private final CronJob.Builder job = aJob().nextRun(SOON);

    /** A reservation that a change of the schedule has deleted meanwhile. */
    private CronExecution deletedReservation() {
        insert(job);
        var reserved = by(nodeA).only();
        change(job.build(), changed -> changed.schedule("30 * * * *"), startingAt(EVER));
        assertThat(store.findExecution(reserved.executionId(), ORG)).isEmpty();
        return reserved;
    }

    // ---- deleted reservations

    @Test
    void aDeletedReservationThatHadStartedIsPutBack() {
        var started = Reports.started(deletedReservation(), SOON);

        var recorded = record(nodeA, started);

        var expected = started.toBuilder().startedBeforeChange(true).build();
        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.ACCEPTED, expected, null));
        assertThat(stored(started)).isEqualTo(expected);
        assertThat(stored(job.build()).state().liveCount()).isEqualTo(1);
        assertThat(stored(job.build()).nextRun()).isEqualTo(EVER);
        assertThat(store.heartbeat(nodeA).owned()).containsExactly(OwnedExecution.of(expected));
    }

    @Test
    void whatWasPutBackGoesOnAsUsual() {
        var started = Reports.started(deletedReservation(), SOON);
        record(nodeA, started);

        assertThat(record(nodeA, Reports.completed(started)).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(started))
                .isEqualTo(Reports.completed(started).toBuilder()
                        .startedBeforeChange(true)
                        .build());
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
        assertThat(stored(job.build()).state().runCount()).isEqualTo(1);
    }

    @Test
    void aDeletedReservationIsPutBackByItsOutcomeToo() {
        var completed = Reports.completed(Reports.started(deletedReservation(), SOON));

        assertThat(record(nodeA, completed).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(completed))
                .isEqualTo(completed.toBuilder().startedBeforeChange(true).build());
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
        assertThat(totalOf(ORG).outcomes().completed()).isEqualTo(1);
        assertThat(stored(job.build()).state().successCount()).isEqualTo(1);
        assertThat(stored(job.build()).state().liveCount()).isZero();
    }

    @Test
    void aDeletedReservationIsPutBackByItsRetryToo() {
        var retry = Reports.retry(Reports.started(deletedReservation(), SOON), NOON.plusSeconds(30));

        assertThat(record(nodeA, retry).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(retry))
                .isEqualTo(retry.toBuilder().startedBeforeChange(true).build());
        assertThat(by(nodeB).at(NOON.plusSeconds(30)).only().executionId()).isEqualTo(retry.executionId());
    }

    @Test
    void puttingBackTwiceAddsNothing() {
        var completed = Reports.completed(Reports.started(deletedReservation(), SOON));
        var first = record(nodeA, completed);

        var again = record(nodeA, completed);

        assertThat(again.status()).isEqualTo(Recorded.Status.REPEATED);
        assertThat(again.execution()).isEqualTo(first.execution());
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
    }

    @Test
    void aReservationDeletedWithItsJobIsPutBack() {
        insert(job);
        var started = Reports.started(by(nodeA).only(), SOON);
        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertThat(record(nodeA, started).status()).isEqualTo(Recorded.Status.ACCEPTED);
        record(nodeA, Reports.completed(started));

        assertThat(stored(started).startedBeforeChange()).isTrue();
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
    }

    @Test
    void theRetryOfAReservationDeletedWithItsJobIsCancelled() {
        insert(job);
        var started = Reports.started(by(nodeA).only(), SOON);
        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertThat(record(nodeA, Reports.retry(started, EVER)).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(started).status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(outcomesOf(job.build())).isEqualTo(new OutcomeCounts(0, 0, 0, 0, 1));
    }

    @Test
    void aReservationDeletedForAManualRunIsPutBack() {
        insert(job);
        var started = Reports.started(by(nodeA).only(), SOON);
        var run = insert(aManualRun(job.build()).inTurn(true));

        assertThat(record(nodeA, started).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(started).startedBeforeChange()).isTrue();
        assertThat(executionsOf(job.build()))
                .extracting(CronExecution::executionId)
                .containsExactly(run.executionId(), started.executionId());
    }

    @Test
    void aFireThatWasPutBackIsNotClaimedAgain() {
        insert(job.policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var started = Reports.started(by(nodeA).only(), SOON);
        change(job.build(), changed -> changed, startingAt(SOON));
        record(nodeA, started);

        assertThat(by(nodeB).executions()).isEmpty();
        assertThat(executionsOf(job.build())).hasSize(1);
    }

    @Test
    void aDeletedReservationThatHadNotStartedStaysDeleted() {
        var reserved = deletedReservation();

        assertRefused(reserved.toBuilder().node(null).claimId(null).build());
        assertRefused(reserved.toBuilder()
                .status(CronExecutionStatus.CANCELLED)
                .completedAt(NOON)
                .error(ASKED)
                .build());
    }

    @Test
    void aDeletedReservationStaysDeletedIfItsFireWasReservedAnew() {
        insert(job);
        var started = Reports.started(by(nodeA).only(), SOON);
        change(job.build(), changed -> changed, startingAt(SOON));
        var again = by(nodeB).only();

        assertRefused(started);
        assertThat(executionsOf(job.build())).containsExactly(again);
    }

    @Test
    void onlyWhatItsFirstClaimHoldsIsPutBack() {
        var started = Reports.started(deletedReservation(), SOON);

        assertRefused(started.toBuilder().fence(2).build());
        assertRefused(started.toBuilder().recoveries(1).build());
    }

    @Test
    void whatNoFireCausedIsNotPutBack() {
        var started = Reports.started(deletedReservation(), SOON);

        assertRefused(started.toBuilder().scheduledFor(null).build());
    }

    @Test
    void nothingIsPutBackForAnotherOrganization() {
        var started = Reports.started(deletedReservation(), SOON);
        insert(aJob(OTHER_ORG));

        assertRefused(Reports.claimingToBeOf(started, started.jobId(), OTHER_ORG));
        assertThat(store.findExecution(started.executionId(), OTHER_ORG)).isEmpty();
    }

    @Test
    void nothingIsPutBackForAJobThatNeverWas() {
        var started = Reports.started(deletedReservation(), SOON);

        assertRefused(Reports.claimingToBeOf(started, Ids.next(), ORG));
    }

    private void assertRefused(CronExecution report) {
        var recorded = record(nodeA, report);

        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.REFUSED, null, null));
        assertThat(store.findExecution(report.executionId(), ORG)).isEmpty();
        assertThat(totalOf(ORG).outcomes()).isEqualTo(OutcomeCounts.NONE);
    }

    // ---- withdrawn while waiting for a permit

    /** A due reservation that disabling its job has cancelled meanwhile. */
    private CronExecution withdrawnReservation() {
        insert(job.nextRun(NOON));
        var reserved = by(nodeA).only();
        change(job.build(), changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);
        assertThat(stored(reserved).error())
                .extracting(CronExecutionError::code)
                .isEqualTo(CronExecutionError.JOB_WITHDRAWN);
        assertThat(outcomesOf(job.build()).cancelled()).isEqualTo(1);
        return reserved;
    }

    @Test
    void aWithdrawnReservationThatHadStartedGoesOn() {
        var started = Reports.started(withdrawnReservation(), NOON);

        var recorded = record(nodeA, started);

        var expected = started.toBuilder().startedBeforeChange(true).build();
        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.ACCEPTED, expected, null));
        assertThat(stored(started)).isEqualTo(expected);
        assertThat(stored(job.build()).state().liveCount()).isEqualTo(1);
        assertThat(store.heartbeat(nodeA).owned()).containsExactly(OwnedExecution.of(expected));
        assertThat(record(nodeA, started).status()).isEqualTo(Recorded.Status.REPEATED);
    }

    @Test
    void aWithdrawnReservationThatHadStartedIsNotCountedAsCancelled() {
        var started = Reports.started(withdrawnReservation(), NOON);

        record(nodeA, started);

        assertThat(outcomesOf(job.build())).isEqualTo(OutcomeCounts.NONE);
        assertThat(totalOf(ORG).outcomes()).isEqualTo(OutcomeCounts.NONE);
        for (var step : RollupQuery.Step.values()) {
            assertThat(store.rollups(new RollupQuery(ORG, null, Instant.EPOCH, EVER, step)))
                    .isEmpty();
        }
        record(nodeA, Reports.completed(started));
        assertThat(outcomesOf(job.build())).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
        assertThat(totalOf(ORG).outcomes()).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    @Test
    void aWithdrawnReservationIsBroughtBackByItsOutcomeToo() {
        var completed = Reports.completed(Reports.started(withdrawnReservation(), NOON));

        assertThat(record(nodeA, completed).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(completed))
                .isEqualTo(completed.toBuilder().startedBeforeChange(true).build());
        assertThat(outcomesOf(job.build())).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
        assertThat(stored(job.build()).state().liveCount()).isZero();
        assertThat(record(nodeA, completed).status()).isEqualTo(Recorded.Status.REPEATED);
    }

    @Test
    void theRetryOfAWithdrawnReservationIsCancelledAgain() {
        var started = Reports.started(withdrawnReservation(), NOON);

        assertThat(record(nodeA, Reports.retry(started, EVER)).status()).isEqualTo(Recorded.Status.ACCEPTED);

        var cancelled = stored(started);
        assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(cancelled.attempt()).isEqualTo(1);
        assertThat(outcomesOf(job.build())).isEqualTo(new OutcomeCounts(0, 0, 0, 0, 1));
    }

    @Test
    void aWithdrawnRetryThatHadStartedGoesOn() {
        insert(job.nextRun(NOON));
        var first = start(nodeA, by(nodeA).only());
        record(nodeA, Reports.retry(first, NOON));
        var second = by(nodeA).only();
        change(job.build(), changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);

        var started = Reports.started(second, NOON.plusSeconds(5));
        assertThat(record(nodeA, started).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(started))
                .isEqualTo(started.toBuilder().startedBeforeChange(true).build());
    }

    @Test
    void aWithdrawnReservationThatHadNotStartedStaysCancelled() {
        var reserved = withdrawnReservation();
        var cancelled = stored(reserved);

        record(nodeA, reserved.toBuilder().node(null).claimId(null).build());

        assertThat(stored(reserved)).isEqualTo(cancelled);
        assertThat(outcomesOf(job.build()).cancelled()).isEqualTo(1);
    }

    @Test
    void aWithdrawnRetryThatHadNotStartedStaysCancelled() {
        insert(job.nextRun(NOON));
        var first = start(nodeA, by(nodeA).only());
        record(nodeA, Reports.retry(first, NOON));
        var second = by(nodeA).only();
        change(job.build(), changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);
        var cancelled = stored(second);

        record(nodeA, Reports.retry(second, EVER));

        assertThat(stored(second)).isEqualTo(cancelled);
    }

    @Test
    void aWithdrawnReservationIsNotBroughtBackByAnotherNode() {
        var started = Reports.started(withdrawnReservation(), NOON);
        var cancelled = stored(started);

        assertThat(record(nodeB, started).status()).isEqualTo(Recorded.Status.REFUSED);
        assertThat(record(nodeA, started.toBuilder().fence(2).build()).status()).isEqualTo(Recorded.Status.REFUSED);
        assertThat(stored(started)).isEqualTo(cancelled);
    }

    @Test
    void aStartThatIsReportedAfterANewerFireHasAskedForItsPlaceIsToldSo() {
        insert(job.nextRun(NOON));
        var reserved = by(nodeA).only();
        var later = NOON.plusSeconds(60);
        by(nodeB)
                .at(later)
                .room(0, 0)
                .planning(due -> new FirePlan(List.of(), EVER, true, null))
                .claim();

        assertThat(record(nodeA, Reports.started(reserved, NOON)).status()).isEqualTo(Recorded.Status.ACCEPTED);
        assertThat(stored(reserved).cancelRequestedAt()).isEqualTo(later);
        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(reserved.executionId());
    }
}
