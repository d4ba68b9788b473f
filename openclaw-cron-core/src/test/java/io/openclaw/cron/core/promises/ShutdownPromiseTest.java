package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.error.CronException;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Promise 5: stopping takes nothing new, waits, interrupts, and leaves nothing that does not come back. */
class ShutdownPromiseTest {

    @Test
    void whatRunsIsFinishedAndRecordedWithinTheGracePeriod() throws Exception {
        try (var host = new TestHost()) {
            var started = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                started.countDown();
                release.await();
                return SkillResult.empty();
            });
            var cron = host.start(config -> config.shutdownGrace(Duration.ofSeconds(30)));
            var job = host.create(cron, "0 0 1 1 *", "long");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            started.await();
            var closing = new Thread(cron::close, "closing");
            closing.start();
            eventually().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            closing.join();
            assertThat(host.onlyExecution(job).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        }
    }

    @Test
    void whatRunsLongerIsInterruptedAndRunsAgainAfterTheRestartWithoutARetryUsedUp() throws Exception {
        try (var host = new TestHost()) {
            var starts = new AtomicInteger();
            host.skill("long", (request, context) -> {
                if (starts.incrementAndGet() == 1) {
                    new CountDownLatch(1).await();
                }
                return SkillResult.empty();
            });
            var first = host.start();
            var job = host.create(first, "0 0 1 1 *", "long", request -> request.maxRetries(0));
            first.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> starts.get() == 1);
            first.close();
            var interrupted = host.onlyExecution(job);
            assertThat(interrupted.status()).isEqualTo(CronExecutionStatus.PENDING);
            assertThat(interrupted.node()).isNull();
            var second = host.start();
            second.runDue();
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(run.attempt()).isEqualTo(1);
            assertThat(run.recoveries()).isZero();
        }
    }

    @Test
    void reservationsAreGivenBackAndRunByTheNextNodeOnTheirInstant() {
        try (var host = new TestHost()) {
            var first = host.start();
            var job = host.create(first, "* * * * *", "noop");
            host.advance(Duration.ofSeconds(59), Duration.ofSeconds(1), first);
            assertThat(host.onlyExecution(job).node()).isNotNull();
            first.close();
            assertThat(host.onlyExecution(job).node()).isNull();
            var second = host.start();
            second.runDue();
            host.clock.advance(Duration.ofSeconds(1));
            second.runDue();
            var run = host.onlyExecution(job);
            assertThat(run.status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(run.trigger()).isEqualTo(CronTrigger.SCHEDULE);
            assertThat(run.startedAt()).isEqualTo(run.scheduledFor());
        }
    }

    @Test
    void whoeverWaitsForARunIsToldThatItGoesOnElsewhere() throws Exception {
        try (var host = new TestHost()) {
            var started = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                started.countDown();
                new CountDownLatch(1).await();
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "long");
            var outcome = cron.executor().executeJob(job.jobId(), TestHost.ANN).toCompletableFuture();
            started.await();
            cron.close();
            Assertions.assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CronException.class)
                    .hasMessageContaining(host.onlyExecution(job).executionId().toString());
        }
    }

    @Test
    void everyThreadEndsAndClosingTwiceDoesNothing() {
        try (var host = new TestHost()) {
            var cron = host.start(config -> config.nodeName("leaver"));
            var job = host.create(cron, "* * * * * *", "noop");
            host.advance(Duration.ofSeconds(5), Duration.ofSeconds(1), cron);
            assertThat(threads()).isNotEmpty();
            cron.close();
            cron.close();
            eventually().untilAsserted(() -> assertThat(threads()).isEmpty());
            assertThat(host.executions(job)).isNotEmpty();
            Assertions.assertThatThrownBy(cron::runDue).isInstanceOf(IllegalStateException.class);
            Assertions.assertThatThrownBy(cron::start).isInstanceOf(IllegalStateException.class);
            assertThat(cron.manager().getCronJob(job.jobId(), TestHost.ORG))
                    .as("history and jobs can be read after the close")
                    .isPresent();
        }
    }

    @Test
    void startingAndStoppingFiftyTimesUnderLoadLosesNoFireAndLeaksNoThread() {
        try (var host = new TestHost()) {
            var last = host.start(config -> config.nodeName("cycle"));
            var job = host.create(last, "* * * * * *", "noop");
            for (var cycle = 0; cycle < 50; cycle++) {
                host.clock.advance(Duration.ofMillis(700));
                last.close();
                last = host.start(config -> config.nodeName("cycle"));
            }
            last.runDue();
            host.assertEachFireCoveredOnce(last, job, TestHost.NOON, TestHost.NOON.plusSeconds(35));
            assertThat(host.executions(job))
                    .allSatisfy(run -> assertThat(run.scheduledFor().isAfter(host.clock.instant())
                                    || run.status().isFinal())
                            .isTrue());
            last.close();
            eventually()
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .noneMatch(thread -> thread.getName().endsWith("-cycle")));
        }
    }

    private static java.util.List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith("-leaver"))
                .toList();
    }
}
