package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Promises 3, 4 and 6: one attempt at a time, across nodes that die, freeze, or lose their store. */
class FencePromiseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aNodeThatCannotBeatInterruptsWhatItRunsBeforeOthersMayTakeItOver() {
        try (var host = new TestHost()) {
            var started = new AtomicInteger();
            var interrupted = new AtomicBoolean();
            host.skill("long", (request, context) -> {
                if (started.incrementAndGet() > 1) {
                    return SkillResult.empty();
                }
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException cut) {
                    interrupted.set(true);
                    throw cut;
                }
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, true);
            var cron = host.start(faulty.store(), config -> config);
            var job = host.create(cron, "0 0 1 1 *", "long");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> started.get() == 1);
            eventually().until(() -> host.onlyExecution(job).status() == CronExecutionStatus.RUNNING);
            faulty.cut();
            host.clock.advance(Duration.ofMillis(5_900));
            assertThat(interrupted).isFalse();
            host.clock.advance(Duration.ofMillis(200));
            eventually().untilTrue(interrupted);
            assertThat(cron.health().status()).isEqualTo(CronHealth.Status.DOWN);
            faulty.heal();
            for (var beat = 0; beat < 5; beat++) {
                host.clock.advance(SECOND);
            }
            eventually().until(() -> {
                host.clock.advance(Duration.ofMillis(100));
                return host.onlyExecution(job).status() == CronExecutionStatus.COMPLETED;
            });
            assertThat(host.onlyExecution(job).retryCount())
                    .as("it uses up no retry")
                    .isZero();
            host.advanceUntil(() -> cron.health().status() == CronHealth.Status.UP, cron);
        }
    }

    @Test
    void onAStoreOfOurOwnSkillsGoOnForAsLongAsItIsAway() {
        try (var host = new TestHost()) {
            var release = new CountDownLatch(1);
            var started = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                started.countDown();
                release.await();
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config);
            var job = host.create(cron, "0 0 1 1 *", "long");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> started.getCount() == 0);
            faulty.cut();
            host.clock.advance(Duration.ofSeconds(100));
            release.countDown();
            eventually().until(() -> cron.health().outcomesWaiting() > 0);
            eventually()
                    .untilAsserted(() -> assertThat(cron.health().problems())
                            .singleElement()
                            .asString()
                            .startsWith("The store does not answer"));
            faulty.heal();
            eventually().until(() -> {
                host.clock.advance(SECOND);
                return host.onlyExecution(job).status() == CronExecutionStatus.COMPLETED;
            });
            assertThat(host.onlyExecution(job).attempt()).isEqualTo(1);
        }
    }

    @Test
    void theOutcomeOfAFrozenNodeIsRefusedWhenAnotherHasTakenItsExecutionOver() {
        try (var host = new TestHost()) {
            var thaw = new CountDownLatch(1);
            var fences = new CopyOnWriteArrayList<Long>();
            host.skill("long", (request, context) -> {
                fences.add(context.fence());
                if (context.fence() == 1) {
                    awaitStubbornly(thaw);
                }
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, true);
            var frozen = host.start(faulty.store(), config -> config);
            var job = host.create(frozen, "0 0 1 1 *", "long");
            frozen.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> fences.size() == 1);
            eventually().until(() -> host.onlyExecution(job).status() == CronExecutionStatus.RUNNING);
            faulty.cut();
            var other = host.start();
            host.advanceUntil(() -> host.onlyExecution(job).status() == CronExecutionStatus.COMPLETED, other);
            assertThat(fences).containsExactly(1L, 2L);
            var run = host.onlyExecution(job);
            assertThat(run.recoveries()).isEqualTo(1);
            assertThat(run.attempt()).as("a recovery uses up no retry").isEqualTo(1);
            faulty.heal();
            thaw.countDown();
            eventually().until(() -> {
                host.clock.advance(Duration.ofMillis(500));
                return frozen.scheduler().getStatistics().refusedOutcomes() >= 1;
            });
            assertThat(host.onlyExecution(job)).isEqualTo(run);
            assertThat(host.events(CronCompleted.class)).hasSize(1);
        }
    }

    @Test
    void aNodeThatWasDeclaredDeadGoesOnUnderANewIdentity() {
        try (var host = new TestHost()) {
            host.skill("long", (request, context) -> {
                if (context.fence() == 1) {
                    new CountDownLatch(1).await();
                }
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, true);
            var frozen = host.start(faulty.store(), config -> config);
            var before = frozen.health().node();
            var taken = host.create(frozen, "0 0 1 1 *", "long");
            frozen.manager().triggerManualRun(taken.jobId(), TestHost.ANN);
            eventually().until(() -> host.onlyExecution(taken).status() == CronExecutionStatus.RUNNING);
            faulty.cut();
            var other = host.start();
            host.advanceUntil(() -> host.onlyExecution(taken).status() == CronExecutionStatus.COMPLETED, other);
            other.close();
            faulty.heal();
            eventually().until(() -> {
                host.clock.advance(SECOND);
                return !frozen.health().node().equals(before);
            });
            assertThat(frozen.health().node().name()).isEqualTo(before.name());
            var job = host.create(frozen, "* * * * *", "noop");
            host.advance(Duration.ofSeconds(61), SECOND, frozen);
            assertThat(host.executions(job)).anyMatch(run -> run.status() == CronExecutionStatus.COMPLETED);
        }
    }

    @Test
    void aJobCanAskToFailRatherThanToRunAgainAfterItsNodeDied() {
        try (var host = new TestHost()) {
            var started = new CountDownLatch(1);
            host.skill("once", (request, context) -> {
                started.countDown();
                new CountDownLatch(1).await();
                return SkillResult.empty();
            });
            var faulty = new FaultyStore(host.memory, true);
            var dying = host.start(faulty.store(), config -> config);
            var job = host.create(dying, "0 0 1 1 *", "once", request -> request.recoveryPolicy(RecoveryPolicy.FAIL));
            dying.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually()
                    .until(() ->
                            host.executions(job).stream().anyMatch(run -> run.status() == CronExecutionStatus.RUNNING));
            faulty.cut();
            dying.close();
            var other = host.start();
            host.advanceUntil(() -> host.onlyExecution(job).status() == CronExecutionStatus.FAILED, other);
            assertThat(host.onlyExecution(job).error().code()).isEqualTo("node_lost");
        }
    }

    @Test
    void aLiveDuplicateNameIsRefusedAndNothingIsLeftBehind() {
        try (var host = new TestHost()) {
            host.start(config -> config.nodeName("twin"));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> host.start(config -> config.nodeName("twin")))
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("twin");
            assertThat(threadsOf("twin")).as("the first one's only").isNotEmpty();
        }
        eventually().until(() -> threadsOf("twin").isEmpty());
    }

    @Test
    void nobodyDiesBecauseTheStoreWasAwayForEverybody() {
        try (var host = new TestHost()) {
            var started = new AtomicInteger();
            host.skill("long", (request, context) -> {
                started.incrementAndGet();
                new CountDownLatch(1).await();
                return SkillResult.empty();
            });
            var lineOne = new FaultyStore(host.memory, true);
            var lineTwo = new FaultyStore(host.memory, true);
            var one = host.start(lineOne.store(), config -> config);
            var two = host.start(lineTwo.store(), config -> config);
            var nodes = List.of(one.health().node(), two.health().node());
            for (var second = 0; second < 10; second++) {
                host.clock.advance(SECOND);
            }
            lineOne.cut();
            lineTwo.cut();
            for (var second = 0; second < 30; second++) {
                host.clock.advance(SECOND);
            }
            lineOne.heal();
            eventually().pollInterval(Duration.ofMillis(20)).until(() -> {
                host.clock.advance(Duration.ofMillis(100));
                return one.health().status() == CronHealth.Status.UP;
            });
            one.runDue();
            lineTwo.heal();
            eventually().pollInterval(Duration.ofMillis(20)).until(() -> {
                host.clock.advance(Duration.ofMillis(100));
                return two.health().status() == CronHealth.Status.UP;
            });
            assertThat(List.of(one.health().node(), two.health().node())).isEqualTo(nodes);
        }
    }

    private static List<String> threadsOf(String node) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("openclaw-cron-") && name.endsWith("-" + node))
                .toList();
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException frozen) {
                // A frozen process does not hear of it either.
                continue;
            }
        }
    }
}
