package io.openclaw.cron.jdbc.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.store.Planners;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What claims and reports read of the tables, whatever PostgreSQL believes of these. */
class ClaimPlanTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int JOBS = 2_000;
    private static final int MANY_JOBS = 20_000;
    /** Of all jobs; large claims, whose records look for their rows first from three hundred on. */
    private static final List<Integer> BATCHES = List.of(200, 200, 200, 200, 200, 500, 500);

    private static final List<String> OF_JOBS = List.of("cron_jobs", "cron_next_runs", "cron_job_state");
    private static final List<String> OF_RUNS = List.of("cron_job_state", "skill_executions", "cron_claimed_fires");
    /** From so many executions on the driver and the server keep a plan. */
    private static final int UNTIL_PLANS_ARE_KEPT = 15;

    private final TestDatabase database = TestProduct.POSTGRESQL.openBlank();
    private final HikariDataSource pool = database.newPool(1);
    private final Jdbi jdbi = Jdbi.create(pool);
    private final JdbcCronStore store = new JdbcCronStore(pool, database.dataSource(), database.schema());
    private final NodeId node = new NodeId("a", UUID.randomUUID());

    @BeforeEach
    void makeTables() {
        CronSchema.of(pool, database.schema()).apply();
        store.register(node, Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    /** In a database in its first minute, before PostgreSQL has analysed what came into its tables. */
    @ParameterizedTest
    @EnumSource
    void plansOfTheTimeWhenTablesWereEmptyDoNotReadThemForEachJob(Fires fires) {
        analyze();
        store.insertJobs(jobs(JOBS, NOON));
        for (var i = 0; i < UNTIL_PLANS_ARE_KEPT; i++) {
            claim(fires, 1);
        }
        assertThat(rowsOfScans(OF_RUNS, () -> runAll(fires))).isLessThan(100L * JOBS);
    }

    @ParameterizedTest
    @EnumSource
    void aLargeClaimReadsNothingOfJobsThatItDoesNotClaim(Fires fires) {
        store.insertJobs(jobs(JOBS, NOON));
        store.insertJobs(jobs(MANY_JOBS, NOON.plus(Duration.ofDays(1))));
        analyze();
        assertThat(rowsOfScans(OF_JOBS, () -> runAll(fires))).isZero();
    }

    /** Whether fires are claimed when they are due, or ahead of that. */
    private enum Fires {
        DUE,
        AHEAD
    }

    private List<CronExecution> claim(Fires fires, int room) {
        var request = fires == Fires.DUE
                ? new ClaimRequest(UUID.randomUUID(), node, NOON, NOON, room, 0, null)
                : new ClaimRequest(UUID.randomUUID(), node, NOON.minusSeconds(1), NOON, 0, room, null);
        return store.claim(request, Planners.reserving(Duration.ofDays(1), true)).claimed().stream()
                .map(JobExecution::execution)
                .map(run -> run.toBuilder()
                        .status(CronExecutionStatus.COMPLETED)
                        .attempt(1)
                        .startedAt(NOON)
                        .completedAt(NOON)
                        .executionTime(Duration.ZERO)
                        .build())
                .toList();
    }

    private static List<CronJob> jobs(int count, Instant nextRun) {
        return IntStream.range(0, count).mapToObj(i -> aJob(nextRun)).toList();
    }

    private static CronJob aJob(Instant nextRun) {
        return CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .jobName("job")
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("noop")
                .nextRun(nextRun)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }

    private void analyze() {
        jdbi.useHandle(handle -> handle.execute("VACUUM (ANALYZE)"));
    }

    private void runAll(Fires fires) {
        for (var batch : BATCHES) {
            store.record(node, claim(fires, batch), NOON);
        }
    }

    /** How many rows scans of whole tables read meanwhile. */
    private long rowsOfScans(List<String> tables, Runnable work) {
        var before = rowsOfScans(tables);
        work.run();
        return rowsOfScans(tables) - before;
    }

    private long rowsOfScans(List<String> tables) {
        return jdbi.withHandle(handle -> {
            handle.execute("SELECT pg_stat_force_next_flush()");
            return handle.createQuery("SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = :schema"
                            + " AND relname IN (<tables>)")
                    .bind("schema", database.schema())
                    .bindList("tables", tables)
                    .mapTo(Long.class)
                    .one();
        });
    }
}
