package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node that is drained takes nothing new, finishes what it runs, and is idle then; the others do the rest. */
class DrainPromiseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Between steps of a clock that is moved by hand the threads must come round. */
    private static final Duration FOR_THREADS = Duration.ofMillis(50);

    @Test
    void aDrainedNodeFinishesWhatItRunsAndIsIdleThen() {
        try (var host = new TestHost()) {
            var release = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                release.await();
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "long");
            cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);
            eventually().until(() -> cron.executor().getActiveExecutions().size() == 1);

            var idle = cron.drain().toCompletableFuture();

            assertThat(cron.health().draining()).isTrue();
            assertThat(cron.health().status()).isEqualTo(CronHealth.Status.UP);
            cron.manager()
                    .triggerManualRun(host.create(cron, "0 0 1 1 *", "noop").jobId(), TestHost.ANN);
            assertThat(idle).isNotDone();
            release.countDown();
            eventually().until(idle::isDone);
            assertThat(idle).isCompleted();
            assertThat(host.onlyExecution(job).status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(cron.scheduler().getStatistics().queuedExecutions()).isEqualTo(1);
        }
    }

    @Test
    void whatIsReservedGoesToAnotherNodeAndStartsThereOnItsInstant() {
        try (var host = new TestHost()) {
            var drained = host.start();
            var job = host.create(drained, "* * * * *", "noop");
            host.clock.advance(Duration.ofMillis(58_700));
            eventually().until(() -> drained.scheduler().getStatistics().reserved() == 1);

            drained.drain().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join();
            assertThat(host.onlyExecution(job).node()).isNull();
            var other = host.start();
            eventually().until(() -> other.scheduler().getStatistics().reserved() == 1);
            host.clock.advance(Duration.ofMillis(1_300));

            other.runDue();
            assertThat(host.onlyExecution(job).status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(host.onlyExecution(job).node()).isEqualTo(other.health().node());
            assertThat(host.onlyExecution(job).startedAt()).isEqualTo(host.clock.instant());
        }
    }

    @Test
    void aDrainedNodeGoesOnBeatingAndTakesWorkAgainWhenItIsResumed() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "noop");
            cron.drain();
            for (var beat = 0; beat < 70; beat++) {
                host.advance(SECOND, SECOND, cron);
            }
            assertThat(host.executions(job)).isEmpty();
            assertThat(cron.health().status()).isEqualTo(CronHealth.Status.UP);

            cron.resume();

            assertThat(cron.health().draining()).isFalse();
            eventually().untilAsserted(() -> assertThat(host.executions(job)).hasSize(1));
            eventually().until(() -> host.onlyExecution(job).status() == CronExecutionStatus.COMPLETED);
        }
    }

    @Test
    void aNodeIsDrainedAndResumedFromAnotherOne() {
        try (var host = new TestHost()) {
            var one = host.start();
            var other = host.start();
            var node = other.health().node();

            assertThat(one.drainNode(node)).isTrue();
            host.advanceUntil(() -> other.health().draining(), one, other);
            assertThat(one.health().draining()).isFalse();
            assertThat(one.nodes()).extracting(CronNode::draining).containsExactly(false, true);

            assertThat(one.resumeNode(node)).isTrue();
            host.advanceUntil(() -> !other.health().draining(), one, other);
            assertThat(one.drainNode(new NodeId("nobody", UUID.randomUUID()))).isFalse();
        }
    }

    @Test
    void aRunThatADrainedNodeIsAskedForGoesElsewhere() throws Exception {
        try (var host = new TestHost()) {
            var drained = host.start();
            var other = host.start();
            var job = host.create(drained, "0 0 1 1 *", "noop", request -> request.overlapPolicy(OverlapPolicy.ALLOW));
            drained.drain();

            var outcome =
                    drained.executor().executeJob(job.jobId(), TestHost.ANN).toCompletableFuture();

            host.advanceUntil(outcome::isDone, drained, other);
            assertThat(outcome.get().node()).isEqualTo(other.health().node());
        }
    }

    @Test
    void aClaimThatBeganBeforeANodeWasDrainedBringsItNothing() throws Exception {
        try (var host = new TestHost()) {
            var line = new FaultyStore(host.memory, false);
            var drained = host.start(line.store(), config -> config);
            var other = host.start();
            var job = host.create(other, "0 0 1 1 *", "noop", request -> request.overlapPolicy(OverlapPolicy.ALLOW));
            var begun = new CountDownLatch(1);
            var proceed = new CountDownLatch(1);
            line.onCall("claim", arguments -> {
                begun.countDown();
                awaitUnlessInterrupted(proceed);
            });
            host.create(drained, "* * * * * *", "noop");
            begun.await();
            drained.drain();

            var outcome =
                    drained.executor().executeJob(job.jobId(), TestHost.ANN).toCompletableFuture();
            proceed.countDown();

            host.advanceUntil(outcome::isDone, drained, other);
            assertThat(outcome.get().node()).isEqualTo(other.health().node());
        }
    }

    private static void awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNodeThatIsDeclaredDeadWhileItIsDrainedStaysSo() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var before = cron.health().node();
            cron.drain();
            host.memory.deregister(before);

            eventually().pollInterval(FOR_THREADS).until(() -> {
                host.clock.advance(SECOND);
                return !cron.health().node().equals(before);
            });
            eventually().pollInterval(FOR_THREADS).until(() -> {
                host.clock.advance(SECOND);
                return cron.nodes().size() == 1 && cron.nodes().get(0).draining();
            });
            assertThat(cron.health().draining()).isTrue();
        }
    }

    @Test
    void whoWaitsForANodeThatIsResumedOrClosedIsTold() {
        try (var host = new TestHost()) {
            host.skill("long", (request, context) -> {
                new CountDownLatch(1).await();
                return SkillResult.empty();
            });
            var cron = host.start();
            cron.manager()
                    .triggerManualRun(host.create(cron, "0 0 1 1 *", "long").jobId(), TestHost.ANN);
            eventually().until(() -> cron.executor().getActiveExecutions().size() == 1);

            var resumed = cron.drain().toCompletableFuture();
            cron.resume();
            assertThatThrownBy(() -> resumed.orTimeout(1, TimeUnit.MINUTES).join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("This node was resumed before it was idle");

            var closed = cron.drain().toCompletableFuture();
            cron.close();
            // Idle or stopped, whichever came first; but told.
            assertThat(closed.handle((done, failure) -> true)
                            .orTimeout(1, TimeUnit.MINUTES)
                            .join())
                    .isTrue();
        }
    }

    @Test
    void nodesAreListedWithWhatTheyRun() {
        try (var host = new TestHost()) {
            var release = new CountDownLatch(1);
            host.skill("long", (request, context) -> {
                release.await();
                return SkillResult.empty();
            });
            var cron = host.start();
            var job = host.create(cron, "0 0 1 1 *", "long");
            var run = cron.manager().triggerManualRun(job.jobId(), TestHost.ANN);

            eventually()
                    .untilAsserted(() -> assertThat(cron.nodes())
                            .singleElement()
                            .satisfies(node -> {
                                assertThat(node.node()).isEqualTo(cron.health().node());
                                assertThat(node.startedAt()).isEqualTo(TestHost.NOON);
                                assertThat(node.running())
                                        .isEqualTo(List.of(new CronNode.Running(
                                                run.executionId(), job.jobId(), TestHost.ORG, "long", TestHost.NOON)));
                                assertThat(node.reserved()).isZero();
                            }));
            release.countDown();
        }
    }
}
