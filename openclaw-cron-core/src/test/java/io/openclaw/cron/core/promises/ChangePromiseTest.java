package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Changes of a job: they take effect at once, lose no fire of the new schedule and double none. */
class ChangePromiseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aChangeWithinTwentyMillisecondsOfAFireLosesAndDoublesNothing() {
        var seed = 20260302L;
        var random = new SplittableRandom(seed);
        try (var host = new TestHost()) {
            var cron = host.start();
            for (var round = 0; round < 200; round++) {
                var minute = host.clock
                        .instant()
                        .atOffset(ZoneOffset.UTC)
                        .plusMinutes(2)
                        .withSecond(0)
                        .withNano(0)
                        .toInstant();
                var created = host.clock.instant();
                var job = host.create(cron, "* * * * *", "noop", request -> request.overlapPolicy(OverlapPolicy.ALLOW));
                cron.runDue();
                var changeAt = minute.plusMillis(random.nextInt(-20, 21));
                host.clock.advance(Duration.between(created, changeAt.minusMillis(1_000)));
                cron.runDue();
                host.clock.advance(Duration.ofMillis(1_000));
                var schedule = random.nextBoolean() ? "*/2 * * * *" : "1-59/2 * * * *";
                cron.manager()
                        .updateCronJob(
                                job.jobId(),
                                TestHost.ANN,
                                UpdateCronJobRequest.builder()
                                        .schedule(schedule)
                                        .build());
                host.clock.advance(Duration.ofMinutes(3));
                cron.runDue();
                assertCovered(cron, host, job, schedule, created, changeAt, "seed " + seed + " round " + round);
                cron.manager().deleteCronJob(job.jobId(), TestHost.ANN);
            }
        }
    }

    /** The old schedule up to the change, the new one after it, each fire once. */
    private static void assertCovered(
            OpenClawCron cron,
            TestHost host,
            CronJob job,
            String schedule,
            Instant from,
            Instant change,
            String round) {
        var expected = new ArrayList<Instant>();
        var until = host.clock.instant();
        cron.scheduler().calculateNextRuns("* * * * *", ZoneOffset.UTC, from, 10).stream()
                .filter(fire -> !fire.isAfter(change))
                .forEach(expected::add);
        cron.scheduler().calculateNextRuns(schedule, ZoneOffset.UTC, change, 10).stream()
                .filter(fire -> !fire.isAfter(until))
                .forEach(expected::add);
        var actual = new ArrayList<Instant>();
        for (var run : host.executions(job)) {
            if (run.status() == CronExecutionStatus.SKIPPED) {
                expected.removeIf(fire -> !fire.isBefore(run.scheduledFor()) && !fire.isAfter(run.skippedUntil()));
            } else if (!run.scheduledFor().isAfter(until)) {
                assertThat(run.status()).as(round).isEqualTo(CronExecutionStatus.COMPLETED);
                actual.add(run.scheduledFor());
            }
        }
        assertThat(actual).as(round).isEqualTo(expected);
    }

    @Test
    void aReservationThatWasWithdrawnWithoutAnAnswerIsLetGoOfAtTheNextBeat() {
        try (var host = new TestHost()) {
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config.heartbeat(Duration.ofMillis(200)));
            var job = host.create(cron, "* * * * *", "noop");
            host.advance(Duration.ofSeconds(59), SECOND, cron);
            assertThat(cron.scheduler().getStatistics().reserved()).isEqualTo(1);
            faulty.failAfter("updateJob", 1);
            assertThatThrownBy(() -> cron.manager().disableCronJob(job.jobId(), TestHost.ANN))
                    .isInstanceOf(CronStoreException.class);
            host.clock.advance(Duration.ofMillis(300));
            eventually().until(() -> cron.scheduler().getStatistics().reserved() == 0);
            host.clock.advance(SECOND);
            cron.runDue();
            assertThat(host.executions(job)).isEmpty();
        }
    }

    @Test
    void aChangeOfSomethingElseLeavesTheReservedFireAlone() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "noop");
            host.advance(Duration.ofSeconds(59), SECOND, cron);
            var reserved = host.onlyExecution(job);
            cron.manager()
                    .updateCronJob(
                            job.jobId(),
                            TestHost.ANN,
                            UpdateCronJobRequest.builder().jobName("renamed").build());
            host.clock.advance(SECOND);
            cron.runDue();
            assertThat(host.executions(job).get(0).executionId()).isEqualTo(reserved.executionId());
            assertThat(host.executions(job).get(0).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        }
    }

    @Test
    void aChangedTimeZoneReschedules() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "0 9 * * *", "noop");
            assertThat(job.nextRun()).isEqualTo(Instant.parse("2026-03-03T09:00:00Z"));
            var changed = cron.manager()
                    .updateCronJob(
                            job.jobId(),
                            TestHost.ANN,
                            UpdateCronJobRequest.builder()
                                    .timezone("America/New_York")
                                    .build());
            assertThat(changed.nextRun()).isEqualTo(Instant.parse("2026-03-02T14:00:00Z"));
            assertThat(changed.version()).isEqualTo(2);
        }
    }

    @Test
    void aDisabledJobFiresNoMoreAndWhatWaitedIsCancelled() {
        try (var host = new TestHost()) {
            host.skill("bad", (request, context) -> {
                throw new IllegalStateException("no");
            });
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "bad");
            host.advance(Duration.ofSeconds(60), SECOND, cron);
            assertThat(host.onlyExecution(job).status())
                    .as("waits for its retry")
                    .isEqualTo(CronExecutionStatus.PENDING);
            cron.manager().disableCronJob(job.jobId(), TestHost.ANN);
            host.advance(Duration.ofMinutes(5), Duration.ofSeconds(30), cron);
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.CANCELLED);
            assertThat(run.error().code()).isEqualTo(CronExecutionError.JOB_WITHDRAWN);
            cron.manager().enableCronJob(job.jobId(), TestHost.ANN);
            host.advance(Duration.ofSeconds(60), SECOND, cron);
            assertThat(host.executions(job)).hasSize(2);
        }
    }

    @Test
    void whatRunsWhenItsJobIsDeletedIsFinishedAndRecorded() {
        try (var host = new TestHost()) {
            var release = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                release.await();
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "long");
            host.clock.advance(Duration.ofSeconds(60));
            eventually()
                    .until(() -> host.executions(job).size() == 1
                            && host.onlyExecution(job).status() == CronExecutionStatus.RUNNING);
            cron.manager().deleteCronJob(job.jobId(), TestHost.ANN);
            release.countDown();
            cron.runDue();
            assertThat(host.onlyExecution(job).status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(cron.manager().getCronJob(job.jobId(), TestHost.ORG)).isEmpty();
        }
    }

    @Test
    void aPausedJobRemembersWhatItMissedAndResumingRecordsItAsOneSkippedRange() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "noop");
            host.advance(Duration.ofSeconds(59), SECOND, cron);
            cron.manager().pauseCronJob(job.jobId(), TestHost.ANN.because("maintenance"));
            host.advance(Duration.ofMinutes(10), Duration.ofSeconds(30), cron);
            assertThat(host.executions(job)).isEmpty();
            var resumed = cron.manager().resumeCronJob(job.jobId(), TestHost.ANN);
            // The next fire may be reserved already.
            assertThat(host.executions(job).get(0)).satisfies(skipped -> {
                assertThat(skipped.status()).isEqualTo(CronExecutionStatus.SKIPPED);
                assertThat(skipped.skippedCount()).isEqualTo(10);
                assertThat(skipped.error().code()).isEqualTo(CronExecutionError.PAUSED);
            });
            assertThat(resumed.nextRun()).isEqualTo(TestHost.NOON.plus(Duration.ofMinutes(11)));
            host.advance(Duration.ofSeconds(2), SECOND, cron);
            host.assertEachFireCoveredOnce(cron, job, TestHost.NOON, host.clock.instant());
        }
    }

    @Test
    void aJobThatCatchesUpAfterAPauseTreatsItAsMissedFires() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(
                    cron,
                    "* * * * *",
                    "noop",
                    request -> request.policies(io.openclaw.cron.JobPolicies.DEFAULT
                            .withCatchUpAfterPause(true)
                            .with(MisfirePolicy.FIRE_ALL)));
            cron.manager().pauseCronJob(job.jobId(), TestHost.ANN);
            host.advance(Duration.ofSeconds(601), Duration.ofSeconds(1), cron);
            cron.manager().resumeCronJob(job.jobId(), TestHost.ANN);
            cron.runDue();
            assertThat(host.executions(job))
                    .hasSize(10)
                    .allSatisfy(run -> assertThat(run.status()).isEqualTo(CronExecutionStatus.COMPLETED));
            assertThat(host.executions(job))
                    .extracting(CronExecution::startedAt)
                    .isSorted();
        }
    }

    @Test
    void manualRunsWorkOnDisabledAndPausedJobsAndWaitForTheirTurn() {
        try (var host = new TestHost()) {
            var permits = new Semaphore(0);
            host.skill("gate", (request, context) -> {
                permits.acquire();
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "gate", request -> request.enabled(false));
            var first = cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            var second = cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually()
                    .until(() -> permits.getQueueLength() == 1
                            && statuses(host, job)
                                    .equals(List.of(CronExecutionStatus.RUNNING, CronExecutionStatus.PENDING)));
            permits.release();
            eventually()
                    .until(() -> permits.getQueueLength() == 1
                            && statuses(host, job)
                                    .equals(List.of(CronExecutionStatus.COMPLETED, CronExecutionStatus.RUNNING)));
            permits.release();
            cron.runDue();
            assertThat(host.executions(job))
                    .extracting(CronExecution::executionId)
                    .containsExactly(first.executionId(), second.executionId());
            assertThat(statuses(host, job)).containsOnly(CronExecutionStatus.COMPLETED);
        }
    }

    @Test
    void aManualRunWithdrawsTheReservationAheadSoThatTheTwoDoNotOverlap() {
        try (var host = new TestHost()) {
            var release = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                if (context.scheduledTime() == null) {
                    release.await();
                }
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "long");
            host.advance(Duration.ofSeconds(59), SECOND, cron);
            assertThat(cron.scheduler().getStatistics().reserved()).isEqualTo(1);
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> cron.executor().isJobExecuting(job.jobId(), TestHost.ORG));
            host.clock.advance(SECOND);
            // The start is recorded when it has happened, so the fire may be skipped before.
            eventually()
                    .until(() -> statuses(host, job)
                            .equals(List.of(CronExecutionStatus.RUNNING, CronExecutionStatus.SKIPPED)));
            release.countDown();
            cron.runDue();
            host.assertEachFireCoveredOnce(cron, job, TestHost.NOON, host.clock.instant());
        }
    }

    private static List<CronExecutionStatus> statuses(TestHost host, CronJob job) {
        return host.executions(job).stream().map(CronExecution::status).toList();
    }
}
