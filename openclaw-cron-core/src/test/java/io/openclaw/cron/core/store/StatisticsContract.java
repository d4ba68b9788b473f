package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.DurationHistogram;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.RollupQuery.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of outcomes, apart from the executions. */
abstract class StatisticsContract extends StoreTestCase {
    private static final OutcomeCounts ONE_COMPLETED = new OutcomeCounts(1, 0, 0, 0, 0);

    @Test
    void nothingIsKeptOfWhatHasNotEnded() {
        running(nodeA, aJob());

        assertThat(store.rollups(new RollupQuery(ORG, null, Instant.EPOCH, EVER, Step.TOTAL)))
                .isEmpty();
    }

    @Test
    void anOutcomeIsKeptForItsJobAndItsOrganization() {
        var job = aJob();
        var running = Reports.started(reserved(job), NOON.plusMillis(20));
        record(
                nodeA,
                Reports.completed(running).toBuilder()
                        .tokensUsed(100)
                        .costCents(5)
                        .build());

        var expected = new OutcomeRollup(
                NOON,
                ONE_COMPLETED,
                DurationHistogram.of(Reports.TOOK),
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                1,
                100,
                5);
        assertThat(hours(job.build(), NOON, EVER)).containsExactly(expected);
        assertThat(store.rollups(new RollupQuery(ORG, null, NOON, EVER, Step.HOUR)))
                .containsExactly(expected);
    }

    @Test
    void usageBeyondWhatALongHoldsIsRecordedToo() {
        for (var run = 0; run < 3; run++) {
            var answer = record(
                    nodeA,
                    Reports.completed(Reports.started(reserved(aJob()), NOON)).toBuilder()
                            .tokensUsed(Long.MAX_VALUE - run)
                            .costCents(Long.MAX_VALUE)
                            .build());
            assertThat(answer.status()).isEqualTo(Recorded.Status.ACCEPTED);
        }

        var total = totalOf(ORG);
        assertThat(total.outcomes()).isEqualTo(new OutcomeCounts(3, 0, 0, 0, 0));
        assertThat(total.tokensUsed()).isEqualTo(Long.MAX_VALUE);
        assertThat(total.costCents()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatStartsBeforeItsTimeByAClockThatIsBehindIsRecordedToo() {
        for (var run = 0; run < 2; run++) {
            record(nodeA, Reports.completed(Reports.started(reserved(aJob()), NOON.minusMillis(20))));
        }

        assertThat(totalOf(ORG).outcomes()).isEqualTo(new OutcomeCounts(2, 0, 0, 0, 0));
        assertThat(totalOf(ORG).latenessSum()).isEqualTo(Duration.ofMillis(-40));
    }

    @Test
    void outcomesOfSeveralJobsAddUpForTheirOrganization() {
        var one = insert(aJob().nextRun(null));
        var other = insert(aJob().nextRun(null));
        end(one, CronExecutionStatus.COMPLETED, 10, NOON);
        end(other, CronExecutionStatus.COMPLETED, 1_000, NOON);
        end(other, CronExecutionStatus.FAILED, 100, NOON);
        end(other, CronExecutionStatus.TIMEOUT, 1_000, NOON);

        assertThat(outcomesOf(one)).isEqualTo(ONE_COMPLETED);
        assertThat(outcomesOf(other)).isEqualTo(new OutcomeCounts(1, 1, 1, 0, 0));
        var total = totalOf(ORG);
        assertThat(total.outcomes()).isEqualTo(new OutcomeCounts(2, 1, 1, 0, 0));
        assertThat(total.durations())
                .isEqualTo(durations(10)
                        .plus(durations(1_000))
                        .plus(durations(100))
                        .plus(durations(1_000)));
        assertThat(total.durations().max()).isEqualTo(Duration.ofSeconds(1));
        assertThat(total.durations().sum()).isEqualTo(Duration.ofMillis(2_110));
    }

    @Test
    void outcomesOfOneOrganizationAreNotThoseOfAnother() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);

        assertThat(totalOf(OTHER_ORG).outcomes()).isEqualTo(OutcomeCounts.NONE);
        assertThat(store.rollups(new RollupQuery(OTHER_ORG, job.jobId(), Instant.EPOCH, EVER, Step.TOTAL)))
                .isEmpty();
        assertThat(store.rollups(new RollupQuery(ORG, Ids.next(), Instant.EPOCH, EVER, Step.TOTAL)))
                .isEmpty();
    }

    @Test
    void anOutcomeBelongsToTheHourInWhichItWasRecorded() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.minusNanos(1_000));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.plusSeconds(3_599));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.plusSeconds(7_200));

        assertThat(hours(job, Instant.EPOCH, EVER))
                .extracting(OutcomeRollup::start)
                .containsExactly(NOON.minusSeconds(3_600), NOON, NOON.plusSeconds(7_200));
        assertThat(hours(job, Instant.EPOCH, EVER))
                .extracting(rollup -> rollup.outcomes().completed())
                .containsExactly(1L, 2L, 1L);
    }

    @Test
    void theSpanIsCutToWholeHoursAtItsBeginningAndEndsBeforeItsEnd() {
        var job = insert(aJob().nextRun(null));
        for (var hour = 0; hour < 5; hour++) {
            end(job, CronExecutionStatus.COMPLETED, 10, NOON.plusSeconds(hour * 3_600 + 60));
        }

        assertThat(hours(job, NOON.plusSeconds(3_600), NOON.plusSeconds(3 * 3_600)))
                .extracting(OutcomeRollup::start)
                .containsExactly(NOON.plusSeconds(3_600), NOON.plusSeconds(7_200));
        assertThat(hours(job, NOON.plusSeconds(3_600 + 1_800), NOON.plusSeconds(2 * 3_600)))
                .extracting(OutcomeRollup::start)
                .containsExactly(NOON.plusSeconds(3_600));
        assertThat(hours(job, NOON.plusSeconds(9 * 3_600), EVER)).isEmpty();
        assertThat(hours(job, NOON, NOON)).isEmpty();
    }

    @Test
    void daysAreThoseOfUtc() {
        var job = insert(aJob().nextRun(null));
        var midnight = Instant.parse("2026-03-11T00:00:00Z");
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);
        end(job, CronExecutionStatus.FAILED, 20, midnight.minusSeconds(1));
        end(job, CronExecutionStatus.COMPLETED, 40, midnight);

        var days =
                store.rollups(new RollupQuery(ORG, job.jobId(), Instant.parse("2026-03-10T00:00:00Z"), EVER, Step.DAY));

        assertThat(days)
                .extracting(OutcomeRollup::start)
                .containsExactly(Instant.parse("2026-03-10T00:00:00Z"), midnight);
        assertThat(days.get(0).outcomes()).isEqualTo(new OutcomeCounts(1, 1, 0, 0, 0));
        assertThat(days.get(0).durations()).isEqualTo(durations(10).plus(durations(20)));
        assertThat(days.get(1).outcomes()).isEqualTo(ONE_COMPLETED);
    }

    @Test
    void aTotalBeginsWhereItsSpanDoes() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.plusSeconds(86_400));
        var from = NOON.minusSeconds(7_200);

        var total = store.rollups(new RollupQuery(ORG, job.jobId(), from, EVER, Step.TOTAL));

        assertThat(total).hasSize(1);
        assertThat(total.get(0).start()).isEqualTo(from);
        assertThat(total.get(0).outcomes().completed()).isEqualTo(2);
        assertThat(store.rollups(new RollupQuery(ORG, job.jobId(), EVER, EVER.plusSeconds(1), Step.TOTAL)))
                .isEmpty();
    }

    @Test
    void skippedFiresCountEachAndHaveNoDuration() {
        var job = insert(aJob());
        by(nodeA)
                .planning(due -> Planners.plan(
                        null,
                        PlannedFire.skip(
                                Ids.next(), NOON.minusSeconds(600), NOON.minusSeconds(60), 10, Planners.OVERLAP),
                        PlannedFire.skip(Ids.next(), NOON, NOON, 1, Planners.OVERLAP)))
                .claim();

        assertThat(totalOf(job).outcomes()).isEqualTo(new OutcomeCounts(0, 0, 0, 11, 0));
        assertThat(totalOf(job).durations()).isEqualTo(DurationHistogram.EMPTY);
        assertThat(totalOf(job).started()).isZero();
    }

    @Test
    void cancelledExecutionsHaveNoDurationButTheirTokensCount() {
        var job = aJob();
        var running = running(nodeA, job);
        record(
                nodeA,
                Reports.cancelled(running).toBuilder()
                        .tokensUsed(9)
                        .costCents(4)
                        .build());

        var total = totalOf(job.build());
        assertThat(total.outcomes()).isEqualTo(new OutcomeCounts(0, 0, 0, 0, 1));
        assertThat(total.durations()).isEqualTo(DurationHistogram.EMPTY);
        assertThat(total.started()).isZero();
        assertThat(total.tokensUsed()).isEqualTo(9);
        assertThat(total.costCents()).isEqualTo(4);
    }

    @Test
    void aRunWithoutAKnownDurationAddsNone() {
        var job = aJob();
        var running = running(nodeA, job);
        record(nodeA, Reports.failed(running).toBuilder().executionTime(null).build());

        assertThat(totalOf(job.build()).outcomes().failed()).isEqualTo(1);
        assertThat(totalOf(job.build()).durations()).isEqualTo(DurationHistogram.EMPTY);
    }

    // ---- lateness

    @Test
    void latenessAddsUp() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var reserved =
                by(nodeA).planning(Planners.every(Duration.ofMillis(500))).executions();
        for (var i = 0; i < 3; i++) {
            var startedAt = reserved.get(i).availableAt().plusMillis(10 * (i + 1));
            record(nodeA, Reports.completed(Reports.started(reserved.get(i), startedAt)));
        }

        var total = totalOf(job);
        assertThat(total.started()).isEqualTo(3);
        assertThat(total.latenessSum()).isEqualTo(Duration.ofMillis(60));
        assertThat(total.latenessMax()).isEqualTo(Duration.ofMillis(30));
    }

    /** As where much is made up for that was missed long ago; a long counts 292 years in nanoseconds. */
    @Test
    void latenessOfCenturiesAddsUpInOneBatch() {
        var late = Duration.ofDays(200 * 365);
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var reports = by(nodeA).planning(Planners.every(Duration.ofMillis(500))).executions().stream()
                .limit(2)
                .map(execution -> Reports.completed(
                        Reports.started(execution, execution.availableAt().plus(late))))
                .toList();

        store.record(nodeA, reports, NOON);

        assertThat(totalOf(job).latenessSum()).isEqualTo(late.multipliedBy(2));
        assertThat(totalOf(job).latenessMax()).isEqualTo(late);
    }

    @Test
    void manualRunsAreNeverLate() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);

        assertThat(totalOf(job).started()).isZero();
        assertThat(totalOf(job).latenessSum()).isEqualTo(Duration.ZERO);
    }

    @Test
    void retriesAreNeverLate() {
        var job = aJob();
        var running = running(nodeA, job);
        record(nodeA, Reports.retry(running, NOON));
        var second = Reports.started(by(nodeA).only(), NOON.plusSeconds(30));
        record(nodeA, Reports.completed(second));

        assertThat(totalOf(job.build()).outcomes()).isEqualTo(ONE_COMPLETED);
        assertThat(totalOf(job.build()).started()).isZero();
    }

    @Test
    void recoveredRunsAreNeverLate() {
        var job = aJob();
        running(nodeA, job);
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        store.heartbeat(nodeB);
        store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES);
        record(nodeB, Reports.completed(Reports.started(by(nodeB).only(), NOON.plusSeconds(30))));

        assertThat(totalOf(job.build()).outcomes()).isEqualTo(ONE_COMPLETED);
        assertThat(totalOf(job.build()).started()).isZero();
    }

    @Test
    void failedAndTimedOutRunsAreLateToo() {
        var job = aJob();
        record(nodeA, Reports.failed(Reports.started(reserved(job), NOON.plusMillis(7))));

        assertThat(totalOf(job.build()).latenessMax()).isEqualTo(Duration.ofMillis(7));
    }

    // ---- when

    @Test
    void whatIsCancelledCountsWhenItWasCancelled() {
        var job = insert(aJob().nextRun(null));
        var run = insert(aManualRun(job));
        store.cancel(run.executionId(), ORG, ASKED, NOON.plusSeconds(7_200));

        assertThat(hours(job, Instant.EPOCH, EVER))
                .extracting(OutcomeRollup::start)
                .containsExactly(NOON.plusSeconds(7_200));
    }

    @Test
    void whatAChangeCancelsCountsWhenTheChangeWasMade() {
        var job = insert(aJob().nextRun(NOON.minusSeconds(7_200)));
        by(nodeA)
                .planning(due -> Planners.plan(EVER, PlannedFire.reserve(Ids.next(), NOON.minusSeconds(7_200), true)))
                .only();
        change(job, changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);

        assertThat(hours(job, Instant.EPOCH, EVER))
                .extracting(OutcomeRollup::start)
                .containsExactly(NOON);
    }

    @Test
    void anOutcomeOfTheDistantFutureIsKept() {
        var job = insert(aJob().nextRun(null));
        var future = Instant.parse("2500-06-01T07:30:00Z");
        end(job, CronExecutionStatus.COMPLETED, 10, future);

        assertThat(hours(job, Instant.EPOCH, EVER))
                .extracting(OutcomeRollup::start)
                .containsExactly(Instant.parse("2500-06-01T07:00:00Z"));
    }

    @Test
    void timeThatGoesBackLosesNoOutcome() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.minusSeconds(7_200));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.plusSeconds(7_200));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON.minusSeconds(7_200));

        assertThat(hours(job, Instant.EPOCH, EVER))
                .extracting(rollup -> rollup.outcomes().completed())
                .containsExactly(2L, 1L, 1L);
    }

    @Test
    void whatHasBeenReadDoesNotChangeLater() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);
        var before = totalOf(job);
        var counted = before.outcomes();

        end(job, CronExecutionStatus.COMPLETED, 10, NOON);

        assertThat(before.outcomes()).isEqualTo(counted).isEqualTo(ONE_COMPLETED);
        assertThat(before.durations()).isEqualTo(durations(10));
    }

    @Test
    void theStatisticsOfADeletedJobStay() {
        var job = insert(aJob().nextRun(null));
        end(job, CronExecutionStatus.COMPLETED, 10, NOON);
        change(job, changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertThat(outcomesOf(job)).isEqualTo(ONE_COMPLETED);
    }

    private CronExecution reserved(CronJob.Builder job) {
        insert(job);
        return by(nodeA).only();
    }

    private void end(CronJob job, CronExecutionStatus status, int tookMillis, Instant recordedAt) {
        var running = Reports.started(insert(aManualRun(job).node(nodeA).fence(1)), NOON);
        var report = running.toBuilder()
                .status(status)
                .completedAt(NOON)
                .executionTime(Duration.ofMillis(tookMillis))
                .build();
        store.record(nodeA, List.of(report), recordedAt);
    }

    private List<OutcomeRollup> hours(CronJob job, Instant from, Instant until) {
        return store.rollups(new RollupQuery(ORG, job.jobId(), from, until, Step.HOUR));
    }

    private static DurationHistogram durations(int millis) {
        return DurationHistogram.of(Duration.ofMillis(millis));
    }
}
