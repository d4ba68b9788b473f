package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is long over costs nothing. */
class LongHistoryTest {
    private static final int HISTORY = 10_000;
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final NodeId NODE = new NodeId("a", UUID.randomUUID());
    private static final CronJob JOB = CronJob.builder(new UUID(0x0190_0000_0000_7000L, 1), "acme", "ann")
            .jobName("long-lived")
            .schedule("* * * * *")
            .skillName("noop")
            .createdAt(NOON)
            .updatedAt(NOON)
            .build();

    private static final int REMOVED = 500;

    /** With a walk through the table for each of these it was 4 s on H2, and 9 s where what is removed was read for each row. */
    private static final Duration MUCH = Duration.ofSeconds(2);

    @ParameterizedTest
    @EnumSource
    void recordsAndChangesDoNotSlowDownWithHistory(TestProduct product) {
        try (var database = product.open()) {
            var store = storeOf(database);
            var running = new ArrayList<CronExecution>();
            for (var i = 0; i < 50; i++) {
                running.add(insert(store, i));
            }
            multiply(database);

            var began = System.nanoTime();
            var recorded = store.record(NODE, running, NOON);
            var took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(recorded).extracting(Recorded::status).containsOnly(Recorded.Status.ACCEPTED);
            assertThat(took).isLessThan(MUCH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRemovedIsFoundWithoutALookAtWhatStays(TestProduct product) {
        try (var database = product.open()) {
            var store = storeOf(database);
            insert(store, 0);
            multiply(database);
            addStatistics(database);
            var tomorrow = NOON.plus(Duration.ofDays(1));

            var began = System.nanoTime();
            assertThat(store.purge(tomorrow, null, REMOVED)).isEqualTo(REMOVED);
            // Few of the copies have ids that are as old as they are.
            assertThat(store.purge(tomorrow, JOB.organizationId(), REMOVED)).isPositive();
            assertThat(store.removeSurplus(1, null, REMOVED).done()).isEqualTo(REMOVED);
            assertThat(store.foldHours(tomorrow, null, REMOVED).done()).isEqualTo(REMOVED);
            var took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(took).isLessThan(MUCH);
        }
    }

    /** A store in which a node is registered that has one job. */
    private static JdbcCronStore storeOf(TestDatabase database) {
        var store = new JdbcCronStore(database.dataSource(), database.schema());
        store.register(NODE, Duration.ofSeconds(8));
        store.insertJobs(List.of(JOB));
        return store;
    }

    private static CronExecution insert(JdbcCronStore store, int number) {
        var run = CronExecution.builder(
                        new UUID(0x0190_0000_0000_7000L, 100 + number), JOB.jobId(), JOB.organizationId(), JOB.userId())
                .skillName(JOB.skillName())
                .availableAt(NOON)
                .node(NODE)
                .fence(1)
                .build();
        store.insertExecution(run, NOON);
        return run.toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .attempt(1)
                .startedAt(NOON)
                .build();
    }

    /** Copies of one execution, all of them over. */
    private static void multiply(TestDatabase database) {
        var table = database.schema() + ".skill_executions";
        var newId = database.product() == TestProduct.POSTGRESQL ? "gen_random_uuid()" : "random_uuid()";
        var numbers = database.product() == TestProduct.POSTGRESQL ? "generate_series" : "system_range";
        database.execute("""
                INSERT INTO %1$s (organization_id, execution_id, job_id, user_id, skill_name, input_params, status, trigger,
                  skipped_count, priority, in_turn, available_at, attempt, retry_count, recoveries, fence, tokens_used, cost_cents,
                  started_before_change, completed_at)
                SELECT e.organization_id, %2$s, e.job_id, e.user_id, e.skill_name, e.input_params, 'completed', e.trigger,
                  0, e.priority, e.in_turn, e.available_at, 1, 0, 0, 1, 0, 0, false, e.available_at
                FROM (SELECT * FROM %1$s ORDER BY execution_id LIMIT 1) e, %3$s(1, %4$d)
                """.formatted(table, newId, numbers, HISTORY));
    }

    /** Of as many hours, all of them old. */
    private static void addStatistics(TestDatabase database) {
        var numbers =
                database.product() == TestProduct.POSTGRESQL ? "generate_series(1, %d) s (x)" : "system_range(1, %d) s";
        var counts = """
                1, 0, 0, 0, 0, ARRAY[1], 0, 0, 0, 0, 1, 0, 0
                FROM %s""".formatted(numbers.formatted(HISTORY));
        var columns = """
                completed, failed, timeout, skipped, cancelled, duration_counts, duration_sum_us, duration_max_us, lateness_sum_us,
                lateness_max_us, started, tokens_used, cost_cents)""";
        var hour = "TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00' + INTERVAL '1' HOUR * s.x, ";
        database.execute(
                "INSERT INTO " + database.schema() + ".cron_job_stats_hourly (organization_id, job_id, hour_start, "
                        + columns + " SELECT 'acme', CAST('" + JOB.jobId() + "' AS uuid), " + hour + counts);
        database.execute(
                "INSERT INTO " + database.schema() + ".cron_org_stats_hourly (organization_id, stripe, hour_start, "
                        + columns + " SELECT 'acme', 0, " + hour + counts);
    }
}
