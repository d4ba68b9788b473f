package io.openclaw.cron.jdbc.scale;

import static io.openclaw.cron.jdbc.scale.LargeHistory.LARGEST;
import static io.openclaw.cron.jdbc.scale.LargeHistory.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.store.Planners;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.RollupQuery.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is done often never reads a whole table that grows with the history, whatever PostgreSQL plans it for, nor passes over
 * thousands of rows to find those that it needs.
 */
class QueryPlanTest {
    private static final Pattern WHOLE_TABLE = Pattern.compile(
            "Seq Scan on (cron_jobs|cron_job_params|cron_next_runs|cron_job_state|skill_executions|cron_claimed_fires|cron_\\w+_hourly)");
    private static final Pattern PASSED_OVER = Pattern.compile("Rows Removed by [A-Za-z ]+: (\\d+)");
    /** For each pass over a table, of 50,000 jobs and 200,000 executions: a filter that is most often met, some pages long. */
    private static final int MOST_PASSED_OVER = 1_000;

    private static final int BATCH = 100;

    private static TestDatabase database;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private Explained explained;
    private JdbcCronStore store;
    private NodeId node;

    @BeforeAll
    static void makeHistory() {
        // Its own tables: those of other tests may have been truncated, which PostgreSQL takes for a sign that they are
        // small.
        database = TestProduct.POSTGRESQL.openBlank();
        CronSchema.of(database.dataSource(), database.schema()).apply();
        new LargeHistory(database.schema(), 50_000, 200_000).make(database.dataSource());
        // It is empty in between, and as good as: analysed at a moment when it holds some rows, it may as well be read
        // as a whole.
        Jdbi.create(database.dataSource())
                .useHandle(handle -> handle.execute(
                        "ALTER TABLE " + database.schema() + ".cron_claimed_fires SET (autovacuum_enabled = off)"));
    }

    @AfterAll
    static void empty() {
        database.close();
    }

    @BeforeEach
    void open() {
        explained = new Explained(database.dataSource());
        store = new JdbcCronStore(explained.dataSource(), database.schema());
        node = new NodeId("node-" + UUID.randomUUID(), UUID.randomUUID());
        store.register(node, Duration.ofDays(1));
    }

    @AfterEach
    void noStatementReadsAWholeTable() {
        store.deregister(node);
        assertThat(explained.plans()).isNotEmpty();
        explained
                .plans()
                .forEach((statement, plans) -> assertThat(plans)
                        .as(statement)
                        .allSatisfy(plan -> assertThat(WHOLE_TABLE.matcher(plan).find())
                                .as(plan)
                                .isFalse())
                        .allSatisfy(plan -> assertThat(PASSED_OVER
                                        .matcher(plan)
                                        .results()
                                        .mapToLong(rows -> Long.parseLong(rows.group(1))))
                                .as(plan)
                                .allMatch(rows -> rows <= MOST_PASSED_OVER)));
    }

    @Test
    void claimingBeatingAndRecording() {
        var running = claim(now.plus(Duration.ofHours(3)), null).stream()
                .map(run -> run.toBuilder()
                        .status(CronExecutionStatus.RUNNING)
                        .attempt(1)
                        .startedAt(now)
                        .build())
                .toList();
        assertThat(running).isNotEmpty();
        claim(now.plus(Duration.ofHours(4)), Set.of("report"));
        store.heartbeat(node);
        store.record(node, running, now);
        store.record(
                node,
                running.stream()
                        .map(run -> run.toBuilder()
                                .status(CronExecutionStatus.COMPLETED)
                                .completedAt(now)
                                .executionTime(Duration.ofMillis(5))
                                .build())
                        .toList(),
                now);
        store.recover(node, Duration.ofDays(1), 3);
        store.countQueued(now);
    }

    private List<CronExecution> claim(Instant at, @Nullable Set<String> skills) {
        var request = new ClaimRequest(UUID.randomUUID(), node, at, at.plusSeconds(600), 50, 50, skills);
        return store.claim(request, Planners.reserving(Duration.ofDays(30), true)).claimed().stream()
                .map(JobExecution::execution)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void listingJobs(CronJobSort sort) {
        for (var descending : List.of(false, true)) {
            listJobs(CronJobListQuery.builder(LARGEST).sort(sort).descending(descending));
            listJobs(CronJobListQuery.builder(SMALL).sort(sort).descending(descending));
            listJobs(CronJobListQuery.builder(LARGEST)
                    .sort(sort)
                    .descending(descending)
                    .enabled(true));
            listJobs(CronJobListQuery.builder(LARGEST)
                    .sort(sort)
                    .descending(descending)
                    .enabled(false));
        }
        store.countJobs(LARGEST);
    }

    private void listJobs(CronJobListQuery.Builder query) {
        var first = store.listJobs(query.build());
        store.listJobs(query.cursor(first.nextCursor()).build());
    }

    @Test
    void listingExecutions() {
        for (var job : new UUID[] {null, LargeHistory.busiestJob()}) {
            list(history().jobId(job));
            list(history().jobId(job).status(CronExecutionStatus.FAILED));
            list(history().jobId(job).status(CronExecutionStatus.FAILED, CronExecutionStatus.TIMEOUT));
            list(history().jobId(job).status(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING));
            list(history().jobId(job).trigger(CronTrigger.MANUAL));
            list(history().jobId(job).from(now.minus(Duration.ofDays(2))).until(now.minus(Duration.ofDays(1))));
        }
        var newest = store.listExecutions(history().build()).items().get(0);
        store.findExecution(newest.executionId(), LARGEST);
        store.findJob(newest.jobId(), LARGEST);
    }

    private static CronExecutionHistoryQuery.Builder history() {
        return CronExecutionHistoryQuery.builder(LARGEST);
    }

    private void list(CronExecutionHistoryQuery.Builder query) {
        var first = store.listExecutions(query.build());
        if (first.hasMore()) {
            store.listExecutions(query.cursor(first.nextCursor()).build());
        }
        assertThat(explained.plans().values())
                .as("no index but those in the order of the history")
                .allSatisfy(plans -> assertThat(plans).noneMatch(plan -> plan.contains("idx_skill_exec_fire")));
    }

    @Test
    void readingStatistics() {
        for (var step : Step.values()) {
            for (var job : new UUID[] {null, LargeHistory.busiestJob()}) {
                var monthAgo = now.minus(Duration.ofDays(30));
                assertThat(store.rollups(new RollupQuery(LARGEST, job, monthAgo, now, step)))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void removingAndAddingUpWhatIsOld() {
        var old = now.minus(Duration.ofDays(29));
        assertThat(store.purge(old, null, BATCH)).isEqualTo(BATCH);
        assertThat(store.purge(old, LARGEST, BATCH)).isEqualTo(BATCH);
        assertThat(store.removeSurplus(1_000, null, BATCH).next()).isNotNull();
        // Where no executions are left to remove, it is their parameters' turn.
        var older = now.minus(Duration.ofDays(31));
        changeParameters(now.minus(Duration.ofDays(40)));
        assertThat(store.purge(older, null, BATCH)).isZero();
        assertThat(store.purge(older, LARGEST, BATCH)).isZero();
        var today = now.truncatedTo(ChronoUnit.DAYS);
        assertThat(store.foldHours(today.minus(Duration.ofDays(20)), null, BATCH)
                        .done())
                .isEqualTo(BATCH);
        // Of what is kept by hour, the stripes alone.
        assertThat(store.foldHours(today.minus(Duration.ofDays(60)), null, BATCH)
                        .next())
                .isNotNull();
    }

    private void changeParameters(Instant at) {
        var job = store.findJob(LargeHistory.busiestJob(), LARGEST).orElseThrow();
        var changed = job.toBuilder()
                .skillParams(Map.of("changed", at.toString()))
                .version(job.version() + 1)
                .build();
        store.updateJob(new JobChange(changed, job.version(), at, null, false, null));
    }
}
