package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is done on one node takes effect on another at once. Here neither polls nor beats for minutes: whatever gets across has
 * been notified.
 */
class ClusterSignalsTest {
    private static final Caller ANN = new Caller("acme", "ann");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final CountDownLatch forEver = new CountDownLatch(1);
    private OpenClawCron nodeA;
    private OpenClawCron nodeB;

    @BeforeEach
    void startTwoNodes() {
        // The first one knows no skill, so that whatever runs does so on the other.
        nodeA = node("a", new SkillRegistry());
        nodeB = node(
                "b",
                new SkillRegistry()
                        .register("note", (request, context) -> {
                            started.add(request.jobName());
                            return SkillResult.empty();
                        })
                        .register("wait", (request, context) -> {
                            started.add(request.jobName());
                            forEver.await();
                            return SkillResult.empty();
                        }));
    }

    @AfterEach
    void stopThem() {
        nodeB.close();
        nodeA.close();
        database.close();
    }

    private OpenClawCron node(String name, SkillRegistry skills) {
        var cron = OpenClawCron.builder()
                .skillExecutor(skills)
                .store(new JdbcCronStore(database.dataSource(), database.schema()))
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .pollInterval(LONG)
                        .fireAhead(Duration.ofSeconds(20))
                        .heartbeat(LONG)
                        .selfFenceAfter(LONG.plusMinutes(1))
                        .deadAfter(LONG.plusMinutes(2))
                        .shutdownGrace(Duration.ZERO)
                        .build())
                .build();
        cron.start();
        return cron;
    }

    @Test
    void aRunAskedForOnOneNodeStartsOnAnother() {
        var job = nodeB.manager().createCronJob(request("manual", "0 0 1 1 *", "note"));

        nodeA.manager().triggerManualRun(job.jobId(), ANN);

        eventually().until(() -> started.contains("manual"));
    }

    @Test
    void aJobThatAProcessCreatesWhichIsNoNodeStartsOnANodeInTime() {
        var skills = new SkillRegistry().register("note", (request, context) -> SkillResult.empty());
        try (var creator = OpenClawCron.builder()
                .skillExecutor(skills)
                .store(new JdbcCronStore(database.dataSource(), database.schema()))
                .build()) {
            creator.manager().createCronJob(request("made elsewhere", inSeconds(2), "note"));

            eventually().until(() -> started.contains("made elsewhere"));
        }
    }

    @Test
    void aRunningExecutionIsCancelledFromAnotherNode() {
        var job = nodeB.manager().createCronJob(request("long", "0 0 1 1 *", "wait"));
        var execution = nodeB.manager().triggerManualRun(job.jobId(), ANN);
        eventually().until(() -> started.contains("long"));

        nodeA.executor().cancelExecution(execution.executionId(), ANN);

        eventually().until(() -> statusOf(execution) == CronExecutionStatus.CANCELLED);
    }

    @Test
    void aReservationThatAChangeHasDeletedDoesNotStart() {
        var job = nodeB.manager().createCronJob(request("soon", inSeconds(4), "note"));
        eventually().until(() -> reservedOn("b") == 1);

        nodeA.manager().disableCronJob(job.jobId(), ANN);

        eventually().until(() -> reservedOn("b") == 0);
        assertThat(nodeB.scheduler().getStatistics().reserved()).isZero();
        assertThat(started).isEmpty();
    }

    @Test
    void aJobThatIsRescheduledFiresAtItsNewTimeOnly() {
        var job = nodeB.manager().createCronJob(request("moved", inSeconds(18), "note"));
        eventually().until(() -> reservedOn("b") == 1);

        nodeA.manager()
                .updateCronJob(
                        job.jobId(),
                        ANN,
                        UpdateCronJobRequest.builder().schedule(inSeconds(2)).build());

        eventually().until(() -> started.contains("moved"));
        eventually().until(() -> reservedOn("b") == 0);
        assertThat(started).hasSize(1);
    }

    @Test
    void aNodeWhoseConnectionWasCutListensAgain() {
        eventually().until(() -> listeners().size() == 2);
        var before = listeners();
        jdbi().useHandle(handle -> before.forEach(pid -> handle.createQuery("SELECT pg_terminate_backend(:pid)")
                .bind("pid", pid)
                .mapTo(Boolean.class)
                .one()));
        // New ones: for a moment those that were cut are still to be seen.
        eventually().until(() -> {
            var now = listeners();
            return now.size() == 2 && now.stream().noneMatch(before::contains);
        });

        aRunAskedForOnOneNodeStartsOnAnother();
    }

    @Test
    void aNodeIsDrainedAndResumedFromAnotherAtOnce() {
        var job = nodeB.manager().createCronJob(request("manual", "0 0 1 1 *", "note"));
        var node = nodeB.health().node();

        nodeA.drainNode(node);
        eventually().until(() -> nodeB.health().draining());
        nodeA.manager().triggerManualRun(job.jobId(), ANN);
        assertThat(nodeA.nodes()).extracting(CronNode::draining).containsExactly(false, true);
        assertThat(started).isEmpty();

        nodeA.resumeNode(node);
        eventually().until(() -> started.contains("manual"));
    }

    private List<Integer> listeners() {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT pid FROM pg_stat_activity WHERE query = :listen AND state = 'idle'")
                .bind("listen", "LISTEN openclaw_cron_" + database.schema())
                .mapTo(Integer.class)
                .list());
    }

    private int reservedOn(String node) {
        return nodeA.nodes().stream()
                .filter(one -> one.node().name().equals(node))
                .mapToInt(CronNode::reserved)
                .sum();
    }

    private Jdbi jdbi() {
        return Jdbi.create(database.dataSource());
    }

    private CronExecutionStatus statusOf(CronExecution execution) {
        return nodeA.history()
                .getExecution(execution.executionId(), execution.organizationId())
                .orElseThrow()
                .status();
    }

    /** The expression of one second of this hour, so that it fires once. */
    private static String inSeconds(int seconds) {
        var at = Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC);
        return at.getSecond() + " " + at.getMinute() + " " + at.getHour() + " * * *";
    }

    private static CreateCronJobRequest request(String name, String schedule, String skill) {
        return CreateCronJobRequest.builder("acme", "ann", name, schedule, skill)
                .timezone("UTC")
                .build();
    }
}
