package io.openclaw.cron.jdbc.cluster;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Four nodes claim, run and record in one database at once. */
class SharedWorkTest {
    private static final Caller ANN = new Caller("acme", "ann");
    private static final int NODES = 4;
    private static final int ROOM = 5;
    private static final int JOBS = 40;
    /** The first of them, which allow overlap: else a run withdraws reservations, and who hears of that too late starts them. */
    private static final int RUN_BY_HAND = 10;

    private static final int RUNS_OF_EACH_NODE = 100;
    private static final int FIRES = 5;

    private final TestDatabase server = TestProduct.POSTGRESQL.openBlank();
    /** Of this test alone, for deadlocks are counted by database. */
    private final String name = "shared_" + server.schema();

    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final CountDownLatch allAtWork = new CountDownLatch(NODES);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    private record Call(UUID executionId, String node) {}

    @BeforeEach
    void createDatabase() {
        server.execute("CREATE DATABASE " + name);
    }

    @AfterEach
    void dropDatabase() {
        server.execute("DROP DATABASE " + name + " WITH (FORCE)");
        server.close();
    }

    @Test
    void fourNodesShareTheWorkWithoutDeadlocksAndRepeatNothing() throws Exception {
        try (var pool = pool()) {
            CronSchema.of(pool).apply();
            var nodes = IntStream.range(0, NODES)
                    .mapToObj(i -> node(pool, "node-" + i))
                    .toList();
            try {
                var jobs = nodes.get(0)
                        .manager()
                        .createCronJobs(IntStream.range(0, JOBS)
                                .mapToObj(SharedWorkTest::request)
                                .toList());
                triggerOnAll(nodes, jobs);
                var last = jobs.get(JOBS - 1).nextRun().plusSeconds(FIRES);
                eventually()
                        .until(() -> jobs.stream()
                                .allMatch(job -> nodes.get(0)
                                        .manager()
                                        .getCronJob(job.jobId(), "acme")
                                        .orElseThrow()
                                        .nextRun()
                                        .isAfter(last)));
                jobs.forEach(job -> nodes.get(1).manager().pauseCronJob(job.jobId(), ANN));
                eventually().until(() -> History.nothingIsLive(nodes.get(2)));
                // What has started without a row in the store, for the pause has deleted it, gets one when that is
                // recorded.
                eventually()
                        .untilAsserted(() -> assertThat(callsWithout(History.executions(nodes.get(3))))
                                .isEmpty());
                assertNothingIsRepeated(History.executions(nodes.get(3)));
            } finally {
                nodes.forEach(OpenClawCron::close);
            }
        }
        // Sessions report at their end at the latest.
        assertThat(deadlocks()).isZero();
    }

    private static void triggerOnAll(List<OpenClawCron> nodes, List<CronJob> jobs) throws Exception {
        var threads = Executors.newFixedThreadPool(NODES);
        try {
            var triggered = new ArrayList<Future<?>>();
            for (var node : nodes) {
                triggered.add(threads.submit(() -> IntStream.range(0, RUNS_OF_EACH_NODE)
                        .forEach(run -> node.manager()
                                .triggerManualRun(jobs.get(run % RUN_BY_HAND).jobId(), ANN))));
            }
            for (var each : triggered) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertNothingIsRepeated(List<CronExecution> executions) {
        var completed = executions.stream()
                .filter(execution -> execution.status() == CronExecutionStatus.COMPLETED)
                .toList();
        assertThat(calls.stream()
                        .map(Call::executionId)
                        .collect(groupingBy(identity(), counting()))
                        .entrySet())
                .as("executions that were called more than once")
                .filteredOn(call -> call.getValue() != 1)
                .isEmpty();
        assertThat(completed).hasSameSizeAs(calls);
        assertThat(calls.stream().map(Call::node).distinct())
                .as("nodes that took part")
                .hasSize(NODES);
        assertThat(completed)
                .filteredOn(execution -> execution.scheduledFor() == null)
                .hasSize(NODES * RUNS_OF_EACH_NODE);
        assertThat(executions.stream()
                        .filter(execution -> execution.scheduledFor() != null)
                        .collect(groupingBy(
                                execution -> List.of(execution.jobId(), requireNonNull(execution.scheduledFor())),
                                counting()))
                        .entrySet())
                .as("fires with more than one execution")
                .filteredOn(fire -> fire.getValue() != 1)
                .isEmpty();
        assertThat(executions)
                .as("executions that neither completed nor were skipped")
                .filteredOn(execution -> execution.status() != CronExecutionStatus.COMPLETED
                        && execution.status() != CronExecutionStatus.SKIPPED)
                .isEmpty();
    }

    private Set<UUID> callsWithout(List<CronExecution> executions) {
        var known = executions.stream().map(CronExecution::executionId).collect(toSet());
        return calls.stream()
                .map(Call::executionId)
                .filter(call -> !known.contains(call))
                .collect(toSet());
    }

    private long deadlocks() {
        return Jdbi.create(server.dataSource())
                .withHandle(handle -> handle.createQuery("SELECT deadlocks FROM pg_stat_database WHERE datname = :name")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one());
    }

    /** Every second, with each priority among them and each way to treat overlaps that cancels nothing. */
    private static CreateCronJobRequest request(int i) {
        var policies = List.of(OverlapPolicy.SKIP, OverlapPolicy.QUEUE);
        var overlap = i < RUN_BY_HAND ? OverlapPolicy.ALLOW : policies.get(i % policies.size());
        return CreateCronJobRequest.builder("acme", "ann", "job " + i, "* * * * * *", "work")
                .priority(i % 10)
                .overlapPolicy(overlap)
                .build();
    }

    private HikariDataSource pool() {
        var direct = (PGSimpleDataSource) server.unpooled();
        direct.setDatabaseName(name);
        var config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(40);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private OpenClawCron node(HikariDataSource pool, String node) {
        var cron = OpenClawCron.builder()
                .skillExecutor(new SkillRegistry().register("work", (request, context) -> {
                    calls.add(new Call(context.executionId(), node));
                    if (atWork.add(node)) {
                        allAtWork.countDown();
                    }
                    // None has room for all that waits, so each of them gets some.
                    if (!allAtWork.await(1, TimeUnit.MINUTES)) {
                        throw new IllegalStateException("Not all nodes are at work");
                    }
                    return SkillResult.empty();
                }))
                .store(new JdbcCronStore(pool))
                .config(CronManagerConfig.builder()
                        .nodeName(node)
                        .maxConcurrentJobs(ROOM)
                        // Nobody is taken for dead, however slow the machine is.
                        .selfFenceAfter(Duration.ofMinutes(2))
                        .deadAfter(Duration.ofMinutes(3))
                        .build())
                .build();
        cron.start();
        return cron;
    }
}
