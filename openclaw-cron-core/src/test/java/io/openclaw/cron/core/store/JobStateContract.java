package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What recorded runs leave behind in their job. */
abstract class JobStateContract extends StoreTestCase {
    private final CronJob.Builder job = aJob();

    @Test
    void aCompletedRunIsSeenInItsJob() {
        record(nodeA, Reports.completed(running(nodeA, job)));

        assertThat(stored(job.build()).state())
                .isEqualTo(new CronJobState(NOON, CronExecutionStatus.COMPLETED, null, 1, 1, 0, 0, 0));
    }

    @Test
    void aFailedRunIsSeenInItsJob() {
        record(nodeA, Reports.failed(running(nodeA, job)));

        assertThat(stored(job.build()).state())
                .isEqualTo(new CronJobState(NOON, CronExecutionStatus.FAILED, "It broke", 1, 0, 1, 1, 0));
    }

    @Test
    void failuresInARowAreCountedUntilARunCompletes() {
        var inserted = insert(job.nextRun(null));
        run(inserted, 1, Reports::failed);
        run(inserted, 2, Reports::timedOut);
        assertThat(stored(inserted).state())
                .isEqualTo(new CronJobState(
                        NOON.plusSeconds(2), CronExecutionStatus.TIMEOUT, "It took too long", 2, 0, 2, 2, 0));

        run(inserted, 3, Reports::completed);
        assertThat(stored(inserted).state())
                .isEqualTo(new CronJobState(NOON.plusSeconds(3), CronExecutionStatus.COMPLETED, null, 3, 1, 2, 0, 0));

        run(inserted, 4, Reports::failed);
        assertThat(stored(inserted).state().failureStreak()).isEqualTo(1);
        assertThat(stored(inserted).state().runCount()).isEqualTo(4);
    }

    @Test
    void whatWasCancelledOrSkippedIsNoRun() {
        var inserted = insert(job.nextRun(null));
        run(inserted, 1, Reports::failed);
        var before = stored(inserted).state();

        run(inserted, 2, Reports::cancelled);
        change(inserted, changed -> changed, startingAt(NOON));
        by(nodeA)
                .planning(due -> Planners.plan(null, PlannedFire.skip(Ids.next(), NOON, NOON, 1, Planners.OVERLAP)))
                .claim();

        assertThat(stored(inserted).state()).isEqualTo(before);
    }

    @Test
    void anAttemptThatWillBeRetriedIsNoRun() {
        record(nodeA, Reports.retry(running(nodeA, job), NOON.plusSeconds(2)));

        assertThat(stored(job.build()).state()).isEqualTo(new CronJobState(null, null, null, 0, 0, 0, 0, 1));
        assertThat(outcomesOf(job.build())).isEqualTo(OutcomeCounts.NONE);
    }

    @Test
    void severalOutcomesOfOneJobInOneCallAreAllCounted() {
        var inserted = insert(job.nextRun(null));
        var runs = List.of(started(inserted), started(inserted), started(inserted));

        store.record(
                nodeA,
                List.of(Reports.failed(runs.get(0)), Reports.completed(runs.get(1)), Reports.failed(runs.get(2))),
                NOON);

        var state = stored(inserted).state();
        assertThat(state.runCount()).isEqualTo(3);
        assertThat(state.successCount()).isEqualTo(1);
        assertThat(state.failureCount()).isEqualTo(2);
        assertThat(outcomesOf(inserted)).isEqualTo(new OutcomeCounts(1, 2, 0, 0, 0));
    }

    @Test
    void runsOfOneJobAreNotSeenInAnother() {
        var other = insert(aJob().nextRun(null));
        record(nodeA, Reports.completed(running(nodeA, job)));

        assertThat(stored(other)).isEqualTo(other);
        assertThat(outcomesOf(other)).isEqualTo(OutcomeCounts.NONE);
    }

    private CronExecution started(CronJob ofJob) {
        return start(nodeA, insert(aManualRun(ofJob).node(nodeA).fence(1)));
    }

    private void run(CronJob ofJob, int second, UnaryOperator<CronExecution> end) {
        Instant startedAt = NOON.plus(Duration.ofSeconds(second));
        var reserved = insert(aManualRun(ofJob).node(nodeA).fence(1));
        var started = Reports.started(reserved, startedAt);
        assertThat(record(nodeA, end.apply(started)).status()).isEqualTo(Recorded.Status.ACCEPTED);
    }
}
