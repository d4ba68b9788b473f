package io.openclaw.cron.jdbc.scale;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillResult;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the store with a large history on PostgreSQL: the start, what hosts show their users, and retention beside the work.
 *
 * <p>No test: it runs only when it is asked for, with the URL of an empty database, or of one that an earlier run has filled.
 */
@EnabledIfSystemProperty(named = ScaleMeasurement.URL, matches = ".+")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ScaleMeasurement {
    private static final String SCHEMA = "openclaw";
    private static final int JOBS_A_SECOND = 500;
    private static final int WARM_UP_SECONDS = 10;
    private static final Caller CALLER = new Caller("measurement", "ann");

    static final String URL = "cron.scale.url";

    private final PrintStream out = System.out;
    private final AtomicReference<SkillExecutor> skill = new AtomicReference<>();
    private HikariDataSource database;

    @BeforeEach
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void open() {
        var config = new HikariConfig();
        config.setJdbcUrl(System.getProperty(URL));
        config.setMaximumPoolSize(10);
        database = new HikariDataSource(config);
        makeHistory(new LargeHistory(
                SCHEMA, Long.getLong("cron.scale.jobs", 1_000_000), Long.getLong("cron.scale.executions", 10_000_000)));
    }

    private void makeHistory(LargeHistory history) {
        CronSchema.of(database, SCHEMA).apply();
        if (rows("cron_jobs") == 0) {
            var start = System.nanoTime();
            history.make(database);
            out.printf(
                    Locale.ROOT,
                    "Made in %d s%n",
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private OpenClawCron cron() {
        return OpenClawCron.builder()
                .store(new JdbcCronStore(database, SCHEMA))
                .skillExecutor((request, context) -> skill.get().execute(request, context))
                .config(CronManagerConfig.builder()
                        .maxConcurrentJobs(50)
                        .retention(Duration.ZERO)
                        .build())
                .build();
    }

    /** From the start until the skill of a job that was waiting is called. */
    @Test
    void start() throws Exception {
        var called = new CountDownLatch(1);
        skill.set((request, context) -> {
            called.countDown();
            return SkillResult.of(Map.of());
        });
        try (var cron = cron()) {
            var job = cron.manager().createCronJob(request("start", "0 0 1 1 *"));
            cron.manager().triggerManualRun(job.jobId(), CALLER);
            var start = System.nanoTime();
            cron.start();
            var claimed = called.await(1, TimeUnit.MINUTES);
            out.printf(
                    Locale.ROOT,
                    "From the start to the first claim: %d ms%n",
                    claimed ? Duration.ofNanos(System.nanoTime() - start).toMillis() : -1);
            System.gc();
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            out.printf(Locale.ROOT, "Heap after the start: %.1f MiB%n", heap / 1024.0 / 1024);
            cron.manager().deleteCronJob(job.jobId(), CALLER);
        }
    }

    @Test
    void queries() {
        addUpStripes();
        try (var cron = cron()) {
            new QueryMeasurement(cron, out).measure();
        }
    }

    /** As nodes do once a day. */
    private void addUpStripes() {
        var store = new JdbcCronStore(database, SCHEMA);
        String next = null;
        do {
            next = store.foldHours(Instant.EPOCH, next, 1_000).next();
        } while (next != null);
    }

    /** How late skills are called while a tenth of the history is removed. */
    @Test
    void retention() throws Exception {
        var lateness = new AtomicReference<>(new Timings(1_000_000));
        skill.set((request, context) -> {
            var scheduled = context.scheduledTime();
            lateness.get().add(Duration.between(scheduled, Instant.now()).toNanos());
            return SkillResult.of(Map.of());
        });
        try (var cron = cron()) {
            cron.start();
            for (var i = 0; i < JOBS_A_SECOND; i++) {
                cron.manager().createCronJob(request("load " + i, "* * * * * *"));
            }
            pass(WARM_UP_SECONDS);
            var alone = new Timings(1_000_000);
            lateness.set(alone);
            pass(3 * WARM_UP_SECONDS);
            var beside = new Timings(1_000_000);
            lateness.set(beside);
            var before = rows("skill_executions");
            var start = System.nanoTime();
            var removed = cron.history().cleanupOldExecutions(tenth());
            var took = Duration.ofNanos(System.nanoTime() - start);
            lateness.set(new Timings(1_000_000));
            Timings.printHead(out);
            alone.print(out, "lateness at 500 executions a second");
            beside.print(out, "lateness while old executions are removed");
            out.printf(Locale.ROOT, "Removed %,d of %,d in %d s%n", removed, before, took.toSeconds());
            for (var job : loadJobs()) {
                cron.manager().deleteCronJob(job, CALLER);
            }
        }
    }

    private static void pass(int seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    private List<UUID> loadJobs() {
        return Jdbi.create(database)
                .withHandle(handle -> handle.createQuery("SELECT job_id FROM " + SCHEMA
                                + ".cron_jobs WHERE organization_id = 'measurement' AND status <> 'deleted'")
                        .mapTo(UUID.class)
                        .list());
    }

    /** When a tenth of all executions had ended. */
    private Instant tenth() {
        return Jdbi.create(database)
                .withHandle(handle -> handle.createQuery(
                                "SELECT min(completed_at) + (max(completed_at) - min(completed_at)) / 10 FROM " + SCHEMA
                                        + ".skill_executions")
                        .map((row, context) ->
                                row.getObject(1, OffsetDateTime.class).toInstant())
                        .one());
    }

    private long rows(String table) {
        return Jdbi.create(database)
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + SCHEMA + "." + table)
                        .mapTo(Long.class)
                        .one());
    }

    private static CreateCronJobRequest request(String name, String schedule) {
        return CreateCronJobRequest.builder(CALLER.organizationId(), CALLER.userId(), name, schedule, "report")
                .build();
    }
}
