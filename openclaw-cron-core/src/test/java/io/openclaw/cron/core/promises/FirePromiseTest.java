package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promises 2, 4 and 7: no fire is lost and none doubled, wherever the process dies and whatever answer is lost. */
class FirePromiseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest(name = "crash at {0}, after it was done: {1}")
    @CsvSource({
        "claim, false, 1", "claim, true, 1",
        "record, false, 2", "record, true, 2",
    })
    void aFireBeforeAndAfterACrashAtEachStepIsRunOnceToItsEnd(String step, boolean afterwards, int mostAttempts) {
        try (var host = new TestHost()) {
            var attempts = new AtomicInteger();
            host.skill("count", (request, context) -> {
                attempts.incrementAndGet();
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, true);
            var first = host.start(faulty.store(), config -> config);
            var job = host.create(first, "* * * * *", "count");
            host.advance(Duration.ofSeconds(58), SECOND, first);
            faulty.cutAt(step, afterwards);
            // The instant itself: the crash strikes here, or has struck at the claim ahead of it.
            for (var passed = 0; passed < 4; passed++) {
                host.clock.advance(Duration.ofMillis(500));
                awaitQuiet(faulty);
            }
            first.close();

            var second = host.start();
            host.advance(Duration.ofSeconds(30), SECOND, second);
            host.advanceUntil(() -> host.executions(job).get(0).status() == CronExecutionStatus.COMPLETED, second);

            host.assertEachFireCoveredOnce(second, job, TestHost.NOON, TestHost.NOON.plusSeconds(90));
            var run = host.executions(job).get(0);
            assertThat(run.retryCount()).as("a crash uses up no retry").isZero();
            assertThat(attempts.get()).isBetween(1, mostAttempts);
        }
    }

    @Test
    void twoEnginesOnOneStoreRunEachFireOnce() {
        try (var host = new TestHost()) {
            var runs = new ConcurrentHashMap<String, AtomicInteger>();
            host.skill("count", (request, context) -> {
                runs.computeIfAbsent(request.jobId() + "@" + context.scheduledTime(), key -> new AtomicInteger())
                        .incrementAndGet();
                return SkillResult.empty();
            });
            var one = host.start(config -> config.maxConcurrentJobs(3));
            var two = host.start(config -> config.maxConcurrentJobs(3));
            var jobs = new ArrayList<CronJob>();
            for (var i = 0; i < 20; i++) {
                jobs.add(host.create(i % 2 == 0 ? one : two, "*/2 * * * * *", "count"));
            }
            host.advance(Duration.ofSeconds(30), SECOND, one, two);
            for (var job : jobs) {
                host.assertEachFireCoveredOnce(one, job, TestHost.NOON, TestHost.NOON.plusSeconds(30));
            }
            assertThat(runs.values()).allSatisfy(count -> assertThat(count).hasValue(1));
            assertThat(runs).hasSize(20 * 15);
        }
    }

    @Test
    void aClaimWhoseAnswerIsLostIsGivenBackAndClaimedAgain() {
        try (var host = new TestHost()) {
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config);
            var job = host.create(cron, "*/10 * * * * *", "noop");
            host.clock.advance(Duration.ofSeconds(8));
            cron.runDue();
            faulty.failAfter("claim", 1);
            host.advance(Duration.ofSeconds(12), Duration.ofMillis(500), cron);
            assertThat(faulty.calls("releaseClaim")).isEqualTo(1);
            host.assertEachFireCoveredOnce(cron, job, TestHost.NOON, TestHost.NOON.plusSeconds(20));
            assertThat(host.executions(job))
                    .filteredOn(run -> run.scheduledFor().equals(TestHost.NOON.plusSeconds(10)))
                    .singleElement()
                    .satisfies(run -> {
                        assertThat(run.status()).isEqualTo(CronExecutionStatus.COMPLETED);
                        assertThat(run.fence()).as("claimed twice").isEqualTo(2);
                        assertThat(run.attempt()).as("run once").isEqualTo(1);
                    });
        }
    }

    @Test
    void aRecordWhoseAnswerIsLostIsRepeatedAndCountsOnce() {
        try (var host = new TestHost()) {
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config);
            var job = host.create(cron, "*/10 * * * * *", "noop");
            faulty.failAfter("record", 3);
            for (var step = 0; step < 70; step++) {
                host.clock.advance(Duration.ofMillis(500));
                awaitQuiet(faulty);
            }
            cron.runDue();
            assertThat(faulty.calls("record")).as("three answers were lost").isGreaterThan(3);
            assertThat(host.memory
                            .findJob(job.jobId(), TestHost.ORG)
                            .orElseThrow()
                            .state()
                            .runCount())
                    .isEqualTo(3);
            assertThat(host.events(io.openclaw.cron.event.CronCompleted.class)).hasSize(3);
        }
    }

    @Test
    void anExecutionThatTheStoreHoldsForTheNodeAndTheNodeDoesNotKnowIsGivenBackAtABeat() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "noop");
            var stray = CronExecution.builder(UUID.randomUUID(), job.jobId(), TestHost.ORG, "ann")
                    .skillName("noop")
                    .trigger(io.openclaw.cron.CronTrigger.MANUAL)
                    .availableAt(host.clock.instant())
                    .node(cron.health().node())
                    .fence(1)
                    .build();
            host.memory.insertExecution(stray, host.clock.instant());
            eventually().until(() -> {
                host.clock.advance(Duration.ofMillis(500));
                return host.onlyExecution(job).status() == CronExecutionStatus.COMPLETED;
            });
            assertThat(host.onlyExecution(job).fence()).isEqualTo(2);
        }
    }

    @Test
    void aFireThatANodeReservedAndDiedWithIsRunByAnotherOnTimeOrSoonAfter() {
        try (var host = new TestHost()) {
            var faulty = new FaultyStore(host.memory, true);
            var dying = host.start(faulty.store(), config -> config);
            var survivor = host.start(config -> config.maxReserved(1).fireAhead(Duration.ZERO));
            var job = host.create(dying, "* * * * *", "noop");
            host.advance(Duration.ofSeconds(59), SECOND, dying, survivor);
            faulty.cut();
            dying.close();
            host.advanceUntil(() -> host.executions(job).get(0).status() == CronExecutionStatus.COMPLETED, survivor);
            assertThat(host.executions(job).get(0).recoveries())
                    .as("it had not started")
                    .isZero();
        }
    }

    private static void awaitQuiet(FaultyStore faulty) {
        // Manual time moves on only when the threads have come to rest; a failing recorder waits for its timer.
        var calls = new int[] {-1};
        eventually()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> calls[0] == (calls[0] = faulty.calls("claim") + faulty.calls("record")));
    }
}
