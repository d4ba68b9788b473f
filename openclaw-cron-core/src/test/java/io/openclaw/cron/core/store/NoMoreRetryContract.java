package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executions that are cancelled instead of going back to waiting. */
abstract class NoMoreRetryContract extends StoreTestCase {
    private final CronJob.Builder job = aJob();

    @Test
    void whatWasToBeCancelledDoesNotWaitForARetry() {
        var running = running(nodeA, job);
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertCancelledInstead(running, CronExecutionError.CANCELLED);
    }

    @Test
    void whatBelongsToADeletedJobDoesNotWaitForARetry() {
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertCancelledInstead(running, CronExecutionError.JOB_WITHDRAWN);
    }

    @Test
    void whatTheScheduleOfADisabledJobCausedDoesNotWaitForARetry() {
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);

        assertCancelledInstead(running, CronExecutionError.JOB_WITHDRAWN);
    }

    @Test
    void aManualRunOfADeletedJobDoesNotWaitForARetry() {
        var inserted = insert(job);
        var running = started(inserted);
        change(inserted, changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertCancelledInstead(running, CronExecutionError.JOB_WITHDRAWN);
    }

    @Test
    void aManualRunOfADisabledJobWaitsForItsRetry() {
        var inserted = insert(job.status(CronJobStatus.DISABLED));
        var running = started(inserted);

        assertThat(record(nodeA, Reports.retry(running, NOON.plusSeconds(2))).status())
                .isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.PENDING);
    }

    @Test
    void whatBelongsToAPausedJobWaitsForItsRetry() {
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.PAUSED), startingAt(null));

        record(nodeA, Reports.retry(running, NOON.plusSeconds(2)));

        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.PENDING);
    }

    @Test
    void aDeletedJobStillGetsTheOutcomeOfWhatRan() {
        var running = running(nodeA, job);
        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        record(nodeA, Reports.completed(running));

        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(stored(job.build()).state().successCount()).isEqualTo(1);
    }

    @Test
    void whatWasToBeCancelledMayCompleteAllTheSame() {
        var running = running(nodeA, job);
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertThat(record(nodeA, Reports.completed(running)).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.COMPLETED);
    }

    private void assertCancelledInstead(CronExecution running, String code) {
        var now = NOON.plusSeconds(7);
        var recorded = store.record(nodeA, List.of(Reports.retry(running, NOON.plusSeconds(9))), now)
                .get(0);

        assertThat(recorded.status()).isEqualTo(Recorded.Status.ACCEPTED);
        var cancelled = stored(running);
        assertThat(recorded.execution()).isEqualTo(cancelled);
        assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(cancelled.error()).extracting(CronExecutionError::code).isEqualTo(code);
        assertThat(cancelled.completedAt()).isEqualTo(now);
        assertThat(cancelled.attempt()).isEqualTo(1);
        assertThat(cancelled.startedAt()).isEqualTo(NOON);
        assertThat(cancelled.executionTime()).isEqualTo(Reports.TOOK);
        assertThat(totalOf(ORG).outcomes()).isEqualTo(new OutcomeCounts(0, 0, 0, 0, 1));
        assertThat(stored(job.build()).state().liveCount()).isZero();
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(by(nodeB).at(NOON.plusSeconds(9)).executions()).isEmpty();
    }

    private CronExecution started(CronJob ofJob) {
        return start(nodeA, insert(aManualRun(ofJob).node(nodeA).fence(1)));
    }
}
