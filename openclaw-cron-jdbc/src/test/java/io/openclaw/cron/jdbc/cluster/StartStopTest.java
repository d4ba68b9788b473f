package io.openclaw.cron.jdbc.cluster;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** A node that is started and stopped fifty times under load leaves nothing behind, and no work undone. */
class StartStopTest {
    private static final int TIMES = 50;
    private static final int JOBS = 10;
    private static final int RUNS = 4;
    private static final Caller ANN = new Caller("acme", "ann");

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    /** By it the sessions of this test's nodes are told from those of other tests. */
    private final String application = "start-stop-" + database.schema();

    private final List<UUID> manual = new ArrayList<>();

    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @Test
    void fiftyStartsAndStopsLeaveNothingBehindAndNoWorkUndone() {
        try (database) {
            try (var pool = pool();
                    var staying = node(pool, "staying")) {
                var jobs = staying.manager()
                        .createCronJobs(IntStream.range(0, JOBS)
                                .mapToObj(StartStopTest::request)
                                .toList());
                for (var i = 0; i < TIMES; i++) {
                    startAndStop(jobs.get(i % JOBS));
                }
                assertOnlyTheOtherNodeIsThere();
                jobs.forEach(job -> staying.manager().disableCronJob(job.jobId(), ANN));
                eventually().until(() -> History.nothingIsLive(staying));
                assertNothingIsUndone(History.executions(staying), jobs);
            }
            assertNothingIsLeft();
        }
    }

    /** Closed while its own runs and the fires of the jobs wait in it, run in it, or are being recorded. */
    private void startAndStop(CronJob job) {
        try (var pool = pool();
                var passing = node(pool, "passing")) {
            for (var run = 0; run < RUNS; run++) {
                manual.add(passing.manager().triggerManualRun(job.jobId(), ANN).executionId());
            }
        }
    }

    private void assertOnlyTheOtherNodeIsThere() {
        assertThat(count("SELECT count(*) FROM " + database.schema() + ".cron_nodes"))
                .isEqualTo(1);
        eventually().untilAsserted(() -> assertThat(listeners()).isEqualTo(1));
        assertNoThreadsOf("passing");
    }

    private void assertNothingIsUndone(List<CronExecution> executions, List<CronJob> jobs) {
        assertThat(manual).hasSize(TIMES * RUNS);
        assertThat(executions)
                .filteredOn(execution -> manual.contains(execution.executionId()))
                .hasSize(manual.size())
                .allSatisfy(execution -> assertThat(execution.status()).isEqualTo(CronExecutionStatus.COMPLETED));
        for (var job : jobs) {
            var fires = executions.stream()
                    .filter(execution -> execution.jobId().equals(job.jobId()))
                    .map(CronExecution::scheduledFor)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            assertThat(fires).doesNotHaveDuplicates().startsWith(job.nextRun());
            assertThat(fires)
                    .as("every second from the first to the last")
                    .hasSize((int) ChronoUnit.SECONDS.between(fires.get(0), fires.get(fires.size() - 1)) + 1);
        }
    }

    private void assertNothingIsLeft() {
        // A session is to be seen for a moment after its client has gone.
        eventually().untilAsserted(() -> assertThat(sessions()).isZero());
        assertThat(count("SELECT count(*) FROM " + database.schema() + ".cron_nodes"))
                .isZero();
        assertNoThreadsOf("staying");
    }

    private static void assertNoThreadsOf(String node) {
        // A worker of a pool ends a moment after the pool.
        eventually()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("openclaw-cron-") && name.contains(node)));
    }

    private long sessions() {
        return count("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'");
    }

    private long listeners() {
        return count("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application
                + "' AND query = 'LISTEN openclaw_cron_" + database.schema() + "'");
    }

    private long count(String query) {
        return Jdbi.create(database.dataSource())
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private HikariDataSource pool() {
        var direct = (PGSimpleDataSource) database.unpooled();
        direct.setApplicationName(application);
        var config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static CreateCronJobRequest request(int i) {
        return CreateCronJobRequest.builder("acme", "ann", "job " + i, "* * * * * *", "short")
                .overlapPolicy(OverlapPolicy.ALLOW)
                .misfirePolicy(MisfirePolicy.FIRE_ALL)
                .build();
    }

    private OpenClawCron node(HikariDataSource pool, String name) {
        var cron = OpenClawCron.builder()
                .skillExecutor(new SkillRegistry().register("short", (request, context) -> {
                    new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
                    return SkillResult.empty();
                }))
                .store(new JdbcCronStore(pool, database.schema()))
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .maxConcurrentJobs(20)
                        .build())
                .build();
        cron.start();
        return cron;
    }
}
