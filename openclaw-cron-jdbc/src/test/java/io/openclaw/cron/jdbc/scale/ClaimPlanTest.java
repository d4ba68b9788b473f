package io.openclaw.cron.jdbc.scale;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What claims and reports read of the tables, whatever PostgreSQL believes of these. */
class ClaimPlanTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int JOBS = 2_000;
    private static final int MANY_JOBS = 20_000;
    private static final int BATCH = 500;
    private static final List<String> OF_JOBS = List.of("cron_jobs", "cron_next_runs", "cron_job_state");
    private static final List<String> OF_RUNS = List.of("cron_job_state", "skill_executions", "cron_claimed_fires");
    /** From so many executions on the driver and the server keep a plan. */
    private static final int UNTIL_PLANS_ARE_KEPT = 15;

    /** In a database in its first minute, before PostgreSQL has analysed what came into its tables. */
    @ParameterizedTest
    @EnumSource
    void plansOfTheTimeWhenTablesWereEmptyDoNotReadThemForEachJob(Fires fires) {
        try (var database = TestProduct.POSTGRESQL.openBlank();
                var pool = database.newPool(1)) {
            CronSchema.of(pool, database.schema()).apply();
            var jdbi = Jdbi.create(pool);
            jdbi.useHandle(handle -> handle.execute("VACUUM (ANALYZE)"));
            var store = new JdbcCronStore(pool, database.dataSource(), database.schema());
            var node = new NodeId("a", UUID.randomUUID());
            store.register(node, Duration.ofDays(1));
            store.insertJobs(jobs(JOBS, NOON));
            for (var i = 0; i < UNTIL_PLANS_ARE_KEPT; i++) {
                claim(store, node, fires, 1);
            }
            var before = jdbi.withHandle(handle -> readAsAWhole(handle, database.schema(), OF_RUNS));

            for (var i = 0; i < JOBS / BATCH; i++) {
                store.record(node, claim(store, node, fires, BATCH), NOON);
            }

            var read = jdbi.withHandle(handle -> readAsAWhole(handle, database.schema(), OF_RUNS)) - before;
            assertThat(read).as("rows that were read by scans of whole tables").isLessThan(100L * JOBS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeClaimReadsNothingOfJobsThatItDoesNotClaim(Fires fires) {
        try (var database = TestProduct.POSTGRESQL.openBlank();
                var pool = database.newPool(1)) {
            CronSchema.of(pool, database.schema()).apply();
            var jdbi = Jdbi.create(pool);
            var store = new JdbcCronStore(pool, database.dataSource(), database.schema());
            var node = new NodeId("a", UUID.randomUUID());
            store.register(node, Duration.ofDays(1));
            store.insertJobs(jobs(JOBS, NOON));
            store.insertJobs(jobs(MANY_JOBS, NOON.plus(Duration.ofDays(1))));
            jdbi.useHandle(handle -> handle.execute("VACUUM (ANALYZE)"));
            var before = jdbi.withHandle(handle -> readAsAWhole(handle, database.schema(), OF_JOBS));

            for (var i = 0; i < JOBS / BATCH; i++) {
                store.record(node, claim(store, node, fires, BATCH), NOON);
            }

            var read = jdbi.withHandle(handle -> readAsAWhole(handle, database.schema(), OF_JOBS)) - before;
            assertThat(read).as("rows that were read by scans of whole tables").isZero();
        }
    }

    /** Whether fires are claimed when they are due, or ahead of that. */
    private enum Fires {
        DUE,
        AHEAD
    }

    private static List<CronExecution> claim(JdbcCronStore store, NodeId node, Fires fires, int room) {
        var request = fires == Fires.DUE
                ? new ClaimRequest(UUID.randomUUID(), node, NOON, NOON, room, 0, null)
                : new ClaimRequest(UUID.randomUUID(), node, NOON.minusSeconds(1), NOON, 0, room, null);
        return store.claim(request, ClaimPlanTest::planned).claimed().stream()
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

    private static FirePlan planned(DueJob due) {
        var fireAt = requireNonNull(due.job().nextRun());
        return new FirePlan(
                List.of(PlannedFire.reserve(UUID.randomUUID(), fireAt, true)),
                fireAt.plus(Duration.ofDays(1)),
                false,
                null);
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

    private static long readAsAWhole(Handle handle, String schema, List<String> tables) {
        handle.execute("SELECT pg_stat_force_next_flush()");
        return handle.createQuery("SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = :schema"
                        + " AND relname IN (<tables>)")
                .bind("schema", schema)
                .bindList("tables", tables)
                .mapTo(Long.class)
                .one();
    }
}
