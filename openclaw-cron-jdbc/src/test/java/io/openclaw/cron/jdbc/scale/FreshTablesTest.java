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

/** A database in its first minute, before PostgreSQL has analysed what came into its tables. */
class FreshTablesTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int JOBS = 2_000;
    private static final int BATCH = 500;
    /** From so many executions on the driver and the server keep a plan. */
    private static final int UNTIL_PLANS_ARE_KEPT = 15;

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
            store.insertJobs(IntStream.range(0, JOBS).mapToObj(i -> aJob()).toList());
            for (var i = 0; i < UNTIL_PLANS_ARE_KEPT; i++) {
                claim(store, node, fires, 1);
            }
            var before = jdbi.withHandle(handle -> readAsAWhole(handle, database.schema()));

            for (var i = 0; i < JOBS / BATCH; i++) {
                store.record(node, claim(store, node, fires, BATCH), NOON);
            }

            var read = jdbi.withHandle(handle -> readAsAWhole(handle, database.schema())) - before;
            assertThat(read).as("rows that were read by scans of whole tables").isLessThan(100L * JOBS);
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
        return store.claim(request, FreshTablesTest::planned).claimed().stream()
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

    private static CronJob aJob() {
        return CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .jobName("job")
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("noop")
                .nextRun(NOON)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }

    private static long readAsAWhole(Handle handle, String schema) {
        handle.execute("SELECT pg_stat_force_next_flush()");
        return handle.createQuery("SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = :schema"
                        + " AND relname IN ('cron_job_state', 'skill_executions', 'cron_claimed_fires')")
                .bind("schema", schema)
                .mapTo(Long.class)
                .one();
    }
}
