package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.ExecutionListener;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Events arrive in order, follow their commits, and nobody who takes them can hold up an execution. */
class EventPromiseTest {

    @Test
    void theLifeOfAJobIsToldInOrder() {
        try (var host = new TestHost()) {
            host.skill("report", (request, context) -> {
                context.progress("reading", 40, "almost half");
                if (context.attempt() == 1) {
                    throw new IllegalStateException("not yet");
                }
                return SkillResult.of(Map.of("rows", 3));
            });
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "report");
            host.clock.advance(Duration.ofSeconds(60));
            cron.runDue();
            host.clock.advance(Duration.ofMillis(1_200));
            cron.runDue();
            cron.manager()
                    .updateCronJob(
                            job.jobId(),
                            TestHost.ANN,
                            UpdateCronJobRequest.builder().jobName("renamed").build());
            cron.manager().disableCronJob(job.jobId(), TestHost.ANN);
            cron.manager().deleteCronJob(job.jobId(), TestHost.ANN);
            cron.runDue();
            assertThat(host.events)
                    .extracting(CronEvent::type)
                    .containsExactly(
                            "cron.created",
                            "cron.triggered",
                            "skill.progress",
                            "cron.retrying",
                            "cron.triggered",
                            "skill.progress",
                            "cron.completed",
                            "cron.updated",
                            "cron.updated",
                            "cron.deleted");
            assertThat(host.events).allSatisfy(event -> {
                assertThat(event.rooms()).containsExactly("org:acme", "user:ann");
                assertThat(event.jobId()).isEqualTo(job.jobId());
            });
            assertThat(host.events(CronCompleted.class).get(0).result()).containsEntry("rows", 3);
        }
    }

    @Test
    void aPublisherThatThrowsLosesItsEventAndNothingElse() {
        try (var host = new TestHost()) {
            var cron = host.start(host.memory, config -> config, event -> {
                host.events.add(event);
                throw new AssertionError("a publisher of the host's");
            });
            var job = host.create(cron, "* * * * * *", "noop");
            host.advance(Duration.ofSeconds(5), Duration.ofSeconds(1), cron);
            assertThat(host.executions(job).stream().filter(run -> run.status() == CronExecutionStatus.COMPLETED))
                    .hasSize(5);
            assertThat(host.events(CronCompleted.class)).hasSize(5);
        }
    }

    @Test
    void aPublisherThatBlocksDelaysNoExecutionAndNoOtherPublisher() {
        try (var host = new TestHost()) {
            var blocked = new CountDownLatch(1);
            var cron = host.start(host.memory, config -> config.eventQueue(5), event -> {
                try {
                    blocked.await();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            });
            var heard = new CopyOnWriteArrayList<CronEvent>();
            cron.executor().addListener(new ExecutionListener() {
                @Override
                public void onCompleted(CronCompleted event) {
                    heard.add(event);
                }
            });
            var job = host.create(cron, "* * * * * *", "noop");
            for (var second = 1; second <= 10; second++) {
                var expected = second;
                host.clock.advance(Duration.ofSeconds(1));
                host.awaitBeat(cron);
                // Before the next fire: the listener's queue holds five events as well, and may not lose any for lack
                // of a thread.
                eventually().untilAsserted(() -> assertThat(heard).hasSize(expected));
            }
            assertThat(host.executions(job))
                    .filteredOn(run -> run.status() == CronExecutionStatus.COMPLETED)
                    .hasSize(10);
            assertThat(cron.scheduler().getStatistics().droppedEvents()).isPositive();
            blocked.countDown();
        }
    }

    @Test
    void progressIsSentAtOnceAndStoredAtMostOnceASecond() {
        try (var host = new TestHost()) {
            var reported = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            host.skill("busy", (request, context) -> {
                for (var percent = 0; percent <= 100; percent++) {
                    context.progress("counting", percent, "");
                }
                reported.countDown();
                release.await();
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config);
            var job = host.create(cron, "0 0 1 1 *", "busy");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> reported.getCount() == 0);
            eventually().until(() -> host.onlyExecution(job).progress() != null);
            assertThat(host.onlyExecution(job).progress().percent()).isZero();
            assertThat(cron.executor().getActiveExecutions(TestHost.ORG))
                    .singleElement()
                    .satisfies(run -> assertThat(run.progress().percent()).isEqualTo(100));
            host.clock.advance(Duration.ofSeconds(1));
            eventually().until(() -> host.onlyExecution(job).progress().percent() == 100);
            assertThat(faulty.calls("record")).as("started, progress, progress").isLessThanOrEqualTo(3);
            release.countDown();
            cron.runDue();
            assertThat(host.events(SkillProgress.class)).hasSize(101);
            assertThat(host.onlyExecution(job).progress().percent()).isEqualTo(100);
        }
    }

    @Test
    void noEventTellsOfAnOutcomeThatIsNotCommitted() {
        try (var host = new TestHost()) {
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config);
            host.create(cron, "* * * * * *", "noop");
            host.clock.advance(Duration.ofMillis(500));
            cron.runDue();
            faulty.failBefore("record", Integer.MAX_VALUE);
            host.clock.advance(Duration.ofMillis(500));
            eventually().until(() -> cron.health().problems().size() == 1);
            eventually()
                    .untilAsserted(() -> assertThat(host.events)
                            .extracting(CronEvent::type)
                            .containsExactly("cron.created", "cron.triggered"));
            faulty.failBefore("record", 0);
            eventually().until(() -> {
                host.clock.advance(Duration.ofMillis(50));
                return host.events(CronCompleted.class).size() == 1;
            });
        }
    }

    @Test
    void aListenerThatIsTakenOffHearsNothingMore() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var heard = new CopyOnWriteArrayList<CronEvent>();
            ExecutionListener listener = new ExecutionListener() {
                @Override
                public void onEvent(CronEvent event) {
                    heard.add(event);
                }
            };
            var registration = cron.executor().addListener(listener);
            host.create(cron, "0 0 1 1 *", "noop");
            cron.runDue();
            registration.close();
            registration.close();
            host.create(cron, "0 0 1 1 *", "noop");
            cron.runDue();
            assertThat(List.copyOf(heard)).hasSize(1);
        }
    }
}
