package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL, and skills that count how many of them run at once. */
class LimitsAcrossNodesTest {
    private static final Caller ANN = new Caller("acme", "ann");
    /** Nothing is found by polling: what goes on has been woken. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<String> nodesThatRan = ConcurrentHashMap.newKeySet();
    private final List<OpenClawCron> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(OpenClawCron::close);
        database.close();
    }

    @Test
    void aSkillNeverRunsMoreOftenAtOnceThanItsLimitAndAllOfItRuns() {
        var limit = CronManagerConfig.builder().maxConcurrentPerSkill(Map.of("count", 3));
        start("a", limit);
        start("b", limit);
        var job = create("acme", "count");

        var runs = IntStream.range(0, 60)
                .mapToObj(i -> nodes.get(i % 2).manager().triggerManualRun(job.jobId(), ANN))
                .toList();

        eventually().until(() -> runs.stream().allMatch(this::completed));
        assertThat(most).hasValue(3);
        assertThat(nodesThatRan).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anOrganizationAtItsLimitHoldsUpNobodyElse() {
        var limit = CronManagerConfig.builder().maxConcurrentPerOrganization(2);
        start("a", limit);
        start("b", limit);
        var job = create("acme", "count");
        var runs = IntStream.range(0, 40)
                .mapToObj(i -> nodes.get(i % 2).manager().triggerManualRun(job.jobId(), ANN))
                .toList();
        var other = create("globex", "note");

        var run = nodes.get(0).manager().triggerManualRun(other.jobId(), new Caller("globex", "gus"));

        eventually().until(() -> completed(run));
        eventually().until(() -> runs.stream().allMatch(this::completed));
        assertThat(most).hasValue(2);
    }

    @Test
    void aRunThatIsAskedForOnOneNodeWaitsForItsSlotWhereverItIsFree() throws Exception {
        var limit = CronManagerConfig.builder().maxConcurrentPerSkill(Map.of("count", 1));
        start("a", limit);
        start("b", limit);
        var job = create("acme", "count");

        var outcomes = IntStream.range(0, 6)
                .mapToObj(i ->
                        nodes.get(i % 2).executor().executeJob(job.jobId(), ANN).toCompletableFuture())
                .toList();

        for (var outcome : outcomes) {
            assertThat(outcome.get(1, TimeUnit.MINUTES).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        }
        assertThat(most).hasValue(1);
    }

    private boolean completed(CronExecution run) {
        return nodes.get(0)
                        .history()
                        .getExecution(run.executionId(), run.organizationId())
                        .orElseThrow()
                        .status()
                == CronExecutionStatus.COMPLETED;
    }

    private CronJob create(String organization, String skill) {
        return nodes.get(0)
                .manager()
                .createCronJob(CreateCronJobRequest.builder(organization, "ann", skill, "0 0 1 1 *", skill)
                        .overlapPolicy(OverlapPolicy.ALLOW)
                        .build());
    }

    private void start(String name, CronManagerConfig.Builder config) {
        SkillExecutor count = (request, context) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            nodesThatRan.add(name);
            try {
                // Long enough to be seen beside the others.
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            } finally {
                running.decrementAndGet();
            }
            return SkillResult.empty();
        };
        var cron = OpenClawCron.builder()
                .skillExecutor(new SkillRegistry()
                        .register("count", count)
                        .register("note", (request, context) -> SkillResult.empty()))
                .store(new JdbcCronStore(database.dataSource(), database.schema()))
                .config(config.build().toBuilder()
                        .nodeName(name)
                        .pollInterval(LONG)
                        .build())
                .build();
        cron.start();
        nodes.add(cron);
    }
}
