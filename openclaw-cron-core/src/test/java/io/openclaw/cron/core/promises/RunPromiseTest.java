package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How an attempt ends: exactly once, whatever the skill does, and what follows from it. */
class RunPromiseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aFailedAttemptIsRetriedWithBackoffUntilItSucceeds() {
        try (var host = new TestHost()) {
            host.skill("flaky", (request, context) -> {
                if (context.attempt() < 3) {
                    throw new IllegalStateException("not yet");
                }
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "flaky");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            cron.runDue();
            assertThat(host.onlyExecution(job).status()).isEqualTo(CronExecutionStatus.PENDING);
            host.clock.advance(Duration.ofMillis(799));
            cron.runDue();
            assertThat(host.onlyExecution(job).attempt()).as("not before 0.8 s").isEqualTo(1);
            host.clock.advance(Duration.ofMillis(401));
            cron.runDue();
            assertThat(host.onlyExecution(job).attempt()).isEqualTo(2);
            host.clock.advance(Duration.ofMillis(2_400));
            cron.runDue();
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(run.attempt()).isEqualTo(3);
            assertThat(run.error()).isNull();
            assertThat(host.events(CronRetrying.class))
                    .extracting(CronRetrying::attempt)
                    .containsExactly(1, 2);
            assertThat(host.events(CronFailed.class)).isEmpty();
        }
    }

    @Test
    void whenRetriesAreExhaustedItFailsOnceWithItsLastError() {
        try (var host = new TestHost()) {
            host.skill("bad", (request, context) -> {
                throw new IllegalStateException("attempt " + context.attempt());
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "bad", request -> request.maxRetries(2));
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            cron.runDue();
            host.advance(Duration.ofSeconds(5), SECOND, cron);
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.FAILED);
            assertThat(run.error().message()).isEqualTo("attempt 3");
            assertThat(run.error().stack()).contains("IllegalStateException");
            assertThat(host.events(CronFailed.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.retryAttempt()).isEqualTo(2));
        }
    }

    @Test
    void aSkillCanSayThatAnErrorIsNotWorthARetry() {
        try (var host = new TestHost()) {
            host.skill("bad", (request, context) -> {
                throw SkillException.permanent("no_such_account", "The account is gone");
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "bad");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            cron.runDue();
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.FAILED);
            assertThat(run.error().code()).isEqualTo("no_such_account");
            assertThat(run.attempt()).isEqualTo(1);
        }
    }

    @Test
    void aRetryWaitsThroughARestartOfTheEngine() {
        try (var host = new TestHost()) {
            host.skill("flaky", (request, context) -> {
                if (context.attempt() == 1) {
                    throw new IllegalStateException("not yet");
                }
                return SkillResult.empty();
            });
            var first = host.start();
            var job = host.create(first, "0 0 1 1 *", "flaky");
            first.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            first.runDue();
            first.close();
            host.clock.advance(SECOND.multipliedBy(2));
            var second = host.start();
            second.runDue();
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(run.attempt()).isEqualTo(2);
        }
    }

    @Test
    void anErrorThrownByASkillIsItsFailureAndNotTheEnginesEnd() {
        try (var host = new TestHost()) {
            host.skill("error", (request, context) -> {
                throw new StackOverflowError("deep");
            });
            var cron = host.start(config -> config.maxConcurrentJobs(1));
            var bad = host.create(cron, "0 0 1 1 *", "error", request -> request.maxRetries(0));
            var good = host.create(cron, "0 0 1 1 *", "noop");
            for (var i = 0; i < 3; i++) {
                cron.manager().triggerManualRun(bad.jobId(), TestHost.ANN);
                cron.runDue();
            }
            cron.manager().triggerManualRun(good.jobId(), TestHost.ANN);
            cron.runDue();
            assertThat(host.executions(bad)).hasSize(3).allSatisfy(run -> {
                assertThat(run.status()).isEqualTo(CronExecutionStatus.FAILED);
                assertThat(run.error().code()).isEqualTo("java.lang.StackOverflowError");
            });
            assertThat(host.onlyExecution(good).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndRetriedAndEndsAsTimeout() {
        try (var host = new TestHost()) {
            var interrupted = new AtomicInteger();
            var started = new AtomicInteger();
            host.skill("slow", (request, context) -> {
                started.incrementAndGet();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException timeUp) {
                    assertThat(context.isCancelled()).isTrue();
                    interrupted.incrementAndGet();
                    throw timeUp;
                }
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(
                    cron,
                    "0 0 1 1 *",
                    "slow",
                    request -> request.timeoutSeconds(5).maxRetries(1));
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> started.get() == 1);
            host.clock.advance(Duration.ofSeconds(4));
            assertThat(interrupted).hasValue(0);
            host.clock.advance(SECOND);
            eventually().until(() -> {
                var run = host.onlyExecution(job);
                return run.status() == CronExecutionStatus.PENDING && run.attempt() == 1;
            });
            host.clock.advance(Duration.ofMillis(1_200));
            eventually().until(() -> started.get() == 2);
            host.clock.advance(Duration.ofSeconds(5));
            eventually().until(() -> host.onlyExecution(job).status() == CronExecutionStatus.TIMEOUT);
            assertThat(interrupted).hasValue(2);
            eventually().until(() -> host.events(CronTimeout.class).size() == 1);
        }
    }

    @Test
    void aResultThatRacesWithItsTimeoutLeadsToExactlyOneOutcome() throws Exception {
        try (var host = new TestHost()) {
            var barrier = new CyclicBarrier(2);
            host.skill("race", (request, context) -> {
                barrier.await();
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(
                    cron,
                    "0 0 1 1 *",
                    "race",
                    request -> request.timeoutSeconds(1).maxRetries(0));
            var rounds = 300;
            for (var round = 1; round <= rounds; round++) {
                cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
                barrier.await();
                host.clock.advance(SECOND);
                var ended = round;
                eventually().until(() -> ended(host, job) == ended);
            }
            cron.runDue();
            var state =
                    host.memory.findJob(job.jobId(), TestHost.ORG).orElseThrow().state();
            assertThat(state.runCount()).isEqualTo(rounds);
            assertThat(state.liveCount()).isZero();
            assertThat(host.events(CronCompleted.class).size()
                            + host.events(CronTimeout.class).size())
                    .isEqualTo(rounds);
        }
    }

    private static long ended(TestHost host, CronJob job) {
        return host.memory
                .findJob(job.jobId(), TestHost.ORG)
                .orElseThrow()
                .state()
                .runCount();
    }

    @Test
    void aSkillThatIgnoresInterruptionKeepsItsPermitAndNothingStartsBesideIt() {
        try (var host = new TestHost()) {
            var release = new CountDownLatch(1);
            var starts = new AtomicInteger();
            host.skill("stubborn", (request, context) -> {
                starts.incrementAndGet();
                while (release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException ignored) {
                        // What this test is about.
                        continue;
                    }
                }
                return SkillResult.empty();
            });
            var cron = host.start(config -> config.maxConcurrentJobs(1).runawayLimit(Duration.ofMinutes(5)));
            var job = host.create(
                    cron,
                    "* * * * *",
                    "stubborn",
                    request -> request.timeoutSeconds(10).overlapPolicy(OverlapPolicy.SKIP));
            var other = host.create(cron, "0 0 1 1 *", "noop");
            host.clock.advance(Duration.ofSeconds(60));
            eventually().until(() -> starts.get() == 1);
            host.clock.advance(Duration.ofSeconds(10));
            eventually().until(() -> cron.health().runaway() == 1);
            eventually().until(() -> host.executions(job).get(0).status() == CronExecutionStatus.RUNNING);
            cron.manager().triggerManualRun(other.jobId(), TestHost.ANN);
            for (var minute = 0; minute < 4; minute++) {
                host.clock.advance(Duration.ofSeconds(60));
            }
            assertThat(host.onlyExecution(other).status())
                    .as("the permit is taken")
                    .isEqualTo(CronExecutionStatus.PENDING);
            assertThat(host.executions(job).get(0).status()).as("still live").isEqualTo(CronExecutionStatus.RUNNING);
            assertThat(starts).as("no successor, no retry").hasValue(1);
            host.clock.advance(Duration.ofSeconds(61));
            eventually().until(() -> host.executions(job).get(0).status() == CronExecutionStatus.TIMEOUT);
            assertThat(host.executions(job).get(0).attempt()).as("no retry").isEqualTo(1);
            assertThat(host.onlyExecution(other).status())
                    .as("its thread is still taken")
                    .isEqualTo(CronExecutionStatus.PENDING);
            release.countDown();
            eventually().until(() -> host.onlyExecution(other).status() == CronExecutionStatus.COMPLETED);
            assertThat(host.executions(job).get(0).status()).isEqualTo(CronExecutionStatus.TIMEOUT);
        }
    }
}
