package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.claim.ClaimHarness.id;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.JobExecution;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimResultsTest {
    private final ClaimHarness harness = new ClaimHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void whatAClaimEndedIsCountedAndTold() {
        var work = harness.reserved(NOON);
        var skipped = work.execution().toBuilder()
                .status(CronExecutionStatus.SKIPPED)
                .skippedCount(3)
                .error(CronExecutionError.of(CronExecutionError.OVERLAP, "live"))
                .completedAt(NOON)
                .build();
        claimed(List.of(new JobExecution(skipped, work.job())), List.of());
        assertThat(harness.ended.counts().skipped()).isEqualTo(3);
        assertThat(harness.run.events).singleElement().isInstanceOf(CronSkipped.class);
    }

    @Test
    void aReservationHereThatANewerFireHasReplacedIsDropped() {
        var work = harness.reserved(NOON.plusSeconds(5));
        harness.dispatcher.accept(List.of(work));
        var cancelled = work.execution().toBuilder()
                .status(CronExecutionStatus.CANCELLED)
                .error(CronExecutionError.of(CronExecutionError.REPLACED, "newer"))
                .build();
        claimed(List.of(new JobExecution(cancelled, work.job())), List.of());
        assertThat(harness.holds(work)).isFalse();
        assertThat(harness.run.events).singleElement().isInstanceOf(CronCancelled.class);
    }

    @Test
    void aRunHereWhoseCancellationAClaimAskedForIsInterrupted() {
        var work = harness.running();
        harness.results.claimed(new ClaimResult(true, List.of(), List.of(), List.of(id(work)), List.of(), null));
        assertThat(harness.ending().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void aJobThatHasBecomeUnusableIsTold() {
        var job = Samples.aJob()
                .status(CronJobStatus.DISABLED)
                .statusReason("its zone is gone")
                .nextRun(null)
                .build();
        harness.results.claimed(new ClaimResult(true, List.of(), List.of(), List.of(), List.of(job), null));
        assertThat(harness.run.events)
                .containsExactly(new CronUpdated(
                        EventSource.of(job), NOON, "report", "* * * * *", null, CronJobStatus.DISABLED, 1));
    }

    private void claimed(List<JobExecution> ended, List<JobExecution> claimed) {
        harness.results.claimed(new ClaimResult(true, claimed, ended, List.of(), List.of(), null));
    }
}
