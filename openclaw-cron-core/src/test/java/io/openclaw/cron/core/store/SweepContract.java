package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.RollupQuery.Step;
import io.openclaw.cron.spi.SweepStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sweeps over all jobs: what they have too many of is removed, old hours of statistics become days. */
abstract class SweepContract extends StoreTestCase {
    private static final Instant DAY = Instant.parse("2026-03-10T00:00:00Z");
    private static final Duration ONE_DAY = Duration.ofDays(1);

    // ---- executions that are too many

    @Test
    void aJobKeepsItsNewestExecutions() {
        var job = insert(aJob().nextRun(null));
        var runs = ended(job, 5);

        assertThat(surplus(3, 100)).isEqualTo(2);

        assertThat(idsOf(job)).containsExactly(runs.get(4), runs.get(3), runs.get(2));
        assertThat(surplus(3, 100)).isZero();
    }

    @Test
    void eachJobIsCountedForItself() {
        var one = insert(aJob().nextRun(null));
        var other = insert(aJob().nextRun(null));
        var foreign = insert(aJob(OTHER_ORG).nextRun(null));
        ended(one, 4);
        ended(other, 2);
        ended(foreign, 3);

        assertThat(surplus(2, 100)).isEqualTo(3);

        assertThat(idsOf(one)).hasSize(2);
        assertThat(idsOf(other)).hasSize(2);
        assertThat(idsOf(foreign)).hasSize(2);
    }

    @Test
    void whatHasNotEndedCountsAndStays() {
        var job = insert(aJob().nextRun(null));
        var waiting = insert(aManualRun(job)).executionId();
        var runs = ended(job, 3);

        assertThat(surplus(1, 100)).isEqualTo(2);

        assertThat(idsOf(job)).containsExactly(runs.get(2), waiting);
        var next = insert(aManualRun(job)).executionId();
        assertThat(surplus(1, 100)).isEqualTo(1);
        assertThat(idsOf(job)).containsExactly(next, waiting);
    }

    @Test
    void deletedJobsKeepNoMoreThanOthers() {
        var job = insert(aJob().nextRun(null));
        ended(job, 3);
        change(job, changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertThat(surplus(1, 100)).isEqualTo(2);
    }

    @Test
    void aStepRemovesNoMoreThanItMayAndTheNextOneGoesOn() {
        var jobs = IntStream.range(0, 7)
                .mapToObj(i -> insert((i % 2 == 0 ? aJob() : aJob(OTHER_ORG)).nextRun(null)))
                .toList();
        jobs.forEach(job -> ended(job, 6));
        var steps = new ArrayList<Integer>();

        var removed = sweep(from -> {
            var step = store.removeSurplus(1, from, 3);
            steps.add(step.done());
            return step;
        });

        assertThat(removed).isEqualTo(35);
        assertThat(steps).allMatch(done -> done <= 3).hasSizeGreaterThanOrEqualTo(12);
        assertThat(jobs).allSatisfy(job -> assertThat(idsOf(job)).hasSize(1));
    }

    @Test
    void removingWhatIsTooManyLeavesStatisticsAndStates() {
        var job = insert(aJob().nextRun(null));
        ended(job, 3);
        var state = stored(job).state();
        var total = totalOf(job);

        surplus(1, 100);

        assertThat(stored(job).state()).isEqualTo(state);
        assertThat(totalOf(job)).isEqualTo(total);
        assertThat(totalOf(ORG)).isEqualTo(total);
    }

    @Test
    void thereIsNothingToSweepWithoutJobs() {
        assertThat(store.removeSurplus(1, null, 10)).isEqualTo(new SweepStep(0, null));
        assertThat(store.foldHours(DAY, null, 10)).isEqualTo(new SweepStep(0, null));
    }

    // ---- statistics of old hours

    @Test
    void hoursBeforeAnInstantBecomeDays() {
        var job = insert(aJob().nextRun(null));
        for (var hour : List.of(0, 5, 23, 25, 47, 48, 50)) {
            everyKindOfEnd(job.jobId(), DAY.plus(Duration.ofHours(hour)));
        }
        var before = totalOf(job);

        assertThat(fold(DAY.plus(ONE_DAY), 100)).isPositive();
        assertThat(starts(job.jobId()))
                .containsExactly(DAY, hour(25), hour(47), hour(48), hour(50))
                .isEqualTo(starts(null));

        fold(DAY.plus(ONE_DAY.multipliedBy(2)), 100);
        assertThat(starts(job.jobId()))
                .containsExactly(DAY, hour(24), hour(48), hour(50))
                .isEqualTo(starts(null));
        assertThat(totalOf(job)).isEqualTo(before);
        assertThat(totalOf(ORG)).isEqualTo(before);
        assertThat(fold(DAY.plus(ONE_DAY.multipliedBy(2)), 100)).isZero();
    }

    @Test
    void manyHoursAreAddedUpInSmallSteps() {
        var jobs = IntStream.range(0, 5)
                .mapToObj(i -> insert(aJob().nextRun(null)))
                .toList();
        for (var job : jobs) {
            for (var hour = 0; hour < 30; hour += 6) {
                completed(job.jobId(), hour(hour));
            }
        }
        var before = totalOf(ORG);

        sweep(from -> store.foldHours(hour(24), from, 4));

        for (var job : jobs) {
            assertThat(starts(job.jobId())).containsExactly(DAY, hour(24));
        }
        assertThat(starts(null)).containsExactly(DAY, hour(24));
        assertThat(totalOf(ORG)).isEqualTo(before);
    }

    @Test
    void whatIsAddedToAnOldHourLaterOnIsNotLost() {
        var job = insert(aJob().nextRun(null));
        completed(job.jobId(), hour(5));
        fold(hour(24), 100);

        completed(job.jobId(), hour(5));
        completed(job.jobId(), hour(7));
        fold(hour(48), 100);

        assertThat(starts(job.jobId())).containsExactly(DAY);
        assertThat(totalOf(job).outcomes().completed()).isEqualTo(3);
        assertThat(totalOf(ORG)).isEqualTo(totalOf(job));
    }

    @Test
    void addingAndFoldingAtOnceLoseNothing() {
        var job = insert(aJob().nextRun(null));
        var ofEach = 10;
        AtOnce.run(thread -> {
            for (var i = 0; i < ofEach; i++) {
                if (thread % 2 == 0) {
                    completed(job.jobId(), hour(1 + (thread + i) % 20));
                } else {
                    fold(hour(24), thread);
                }
            }
            return thread;
        });

        fold(hour(24), 100);
        assertThat(totalOf(job).outcomes().completed()).isEqualTo(ofEach * AtOnce.THREADS / 2);
        assertThat(totalOf(ORG)).isEqualTo(totalOf(job));
    }

    private static Instant hour(int number) {
        return DAY.plus(Duration.ofHours(number));
    }

    private int surplus(int keep, int limit) {
        return sweep(from -> store.removeSurplus(keep, from, limit));
    }

    private int fold(Instant before, int limit) {
        return sweep(from -> store.foldHours(before, from, limit));
    }

    private static int sweep(Function<@Nullable String, SweepStep> step) {
        var done = 0;
        var made = step.apply(null);
        for (; made.next() != null; made = step.apply(made.next())) {
            done += made.done();
        }
        return done + made.done();
    }

    private List<UUID> ended(CronJob job, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var run = start(nodeA, insert(aManualRun(job).node(nodeA).fence(1)));
                    record(nodeA, Reports.completed(run));
                    return run.executionId();
                })
                .toList();
    }

    private List<UUID> idsOf(CronJob job) {
        var query = CronExecutionHistoryQuery.builder(job.organizationId()).jobId(job.jobId());
        return store.listExecutions(query.build()).items().stream()
                .map(CronExecution::executionId)
                .toList();
    }

    private void everyKindOfEnd(UUID jobId, Instant recordedAt) {
        completed(jobId, recordedAt);
        var job = store.findJob(jobId, ORG).orElseThrow();
        change(job, changed -> changed, startingAt(recordedAt));
        var skipped = PlannedFire.skip(Ids.next(), recordedAt, recordedAt, 3, Planners.OVERLAP);
        by(nodeA)
                .at(recordedAt)
                .planning(due -> Planners.plan(recordedAt.plusMillis(1), skipped))
                .claim();
        var scheduled = by(nodeA)
                .at(recordedAt.plusMillis(2))
                .planning(due -> Planners.plan(null, PlannedFire.reserve(Ids.next(), recordedAt.plusMillis(1), true)))
                .executions()
                .get(0);
        var failed = Reports.failed(Reports.started(scheduled, recordedAt.plusMillis(3)));
        record(failed.toBuilder().tokensUsed(11).costCents(7).build(), recordedAt);
        record(Reports.timedOut(owned(job)), recordedAt);
        record(Reports.cancelled(owned(job)), recordedAt);
    }

    private void completed(UUID jobId, Instant recordedAt) {
        record(Reports.completed(owned(store.findJob(jobId, ORG).orElseThrow())), recordedAt);
    }

    private CronExecution owned(CronJob job) {
        return Reports.started(insert(aManualRun(job).node(nodeA).fence(1)), NOON);
    }

    private void record(CronExecution report, Instant recordedAt) {
        assertThat(store.record(nodeA, List.of(report), recordedAt))
                .extracting(Recorded::status)
                .containsExactly(Recorded.Status.ACCEPTED);
    }

    private List<Instant> starts(@Nullable UUID jobId) {
        var query = new RollupQuery(ORG, jobId, Instant.EPOCH, EVER, Step.HOUR);
        return store.rollups(query).stream().map(OutcomeRollup::start).toList();
    }
}
