package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.GuardedDatabases;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which calls of the store are confined to their organization by the database itself. To see it, the policies that let the engine
 * see all rows are taken away: what still works does so in the role of a tenant.
 */
class TenantCallsTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String ORG = "acme";
    private static final List<String> TABLES = List.of(
            "cron_jobs",
            "cron_job_params",
            "cron_job_counts",
            "cron_next_runs",
            "cron_job_state",
            "skill_executions",
            "cron_job_stats_hourly",
            "cron_org_stats_hourly");

    private final GuardedDatabases databases = new GuardedDatabases();
    private GuardedDatabases.Guarded guarded;
    private JdbcCronStore store;

    @BeforeEach
    void open() {
        guarded = databases.open();
        store = new JdbcCronStore(guarded.dataSource(), guarded.database().schema());
    }

    @AfterEach
    void close() {
        guarded.close();
        databases.close();
    }

    @Test
    void everyCallForOneOrganizationIsMadeInTheRoleOfATenant() {
        blindTheEngine();
        var job = aJob(ORG);

        store.insertJobs(List.of(job));
        assertThat(store.findJob(job.jobId(), ORG)).isPresent();
        assertThat(store.listJobs(CronJobListQuery.builder(ORG).build()).items())
                .hasSize(1);
        assertThat(store.countJobs(ORG).jobs()).isOne();
        var renamed = job.toBuilder()
                .jobName("renamed")
                .skillParams(Map.of("new", true))
                .version(2)
                .build();
        assertThat(store.updateJob(new JobChange(renamed, 1, NOON, null, false, null))
                        .job()
                        .jobName())
                .isEqualTo("renamed");

        var run = aRun(job);
        store.insertExecution(run, NOON);
        assertThat(store.findExecution(run.executionId(), ORG)).isPresent();
        assertThat(store.listExecutions(CronExecutionHistoryQuery.builder(ORG).build())
                        .items())
                .hasSize(1);
        assertThat(store.cancel(run.executionId(), ORG, CronExecutionError.of("x", "y"), NOON))
                .hasValueSatisfying(
                        cancelled -> assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED));
        assertThat(store.rollups(new RollupQuery(
                        ORG, null, NOON.minusSeconds(7_200), NOON.plusSeconds(7_200), RollupQuery.Step.TOTAL)))
                .hasSize(1);
        assertThat(store.purge(NOON.plusSeconds(1), ORG, 10)).isOne();
    }

    @Test
    void soAreThoseInATransactionOfTheHosts() throws SQLException {
        var job = aJob(ORG);
        store.insertJobs(List.of(job));
        blindTheEngine();
        try (var connection = guarded.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var joined = store.joining(connection);

            joined.insertExecution(aRun(job), NOON);
            assertThat(joined.countJobs(ORG).jobs()).isOne();
            assertThat(joined.countJobs(null).jobs())
                    .as("the host's own role, afterwards")
                    .isZero();
            connection.rollback();
        }
    }

    @Test
    void callsForAllOrganizationsAreMadeAsTheEngine() {
        store.insertJobs(List.of(aJob(ORG), aJob("rival")));
        blindTheEngine();

        assertThat(store.countJobs(null).jobs()).isZero();
        assertThat(store.countQueued(NOON)).isZero();
        assertThat(store.purge(NOON, null, 10)).isZero();
        assertThatThrownBy(() -> store.insertJobs(List.of(aJob(ORG), aJob("rival"))))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("lacks a privilege");
        var node = new NodeId("a", UUID.randomUUID());
        assertThatCode(() -> store.register(node, Duration.ofSeconds(8))).doesNotThrowAnyException();
        assertThatList(store.record(node, List.of(), NOON)).isEmpty();
    }

    /** Connections of the pool are used again, by the engine among others. */
    @Test
    void aTenantsCallLeavesNothingBehind() {
        store.insertJobs(List.of(aJob(ORG), aJob("rival")));
        for (var call = 0; call < 20; call++) {
            assertThat(store.countJobs(ORG).jobs()).isOne();
            assertThat(store.countJobs(null).jobs()).isEqualTo(2);
        }
    }

    private void blindTheEngine() {
        var schema = guarded.database().schema();
        TABLES.forEach(table -> guarded.database().execute("DROP POLICY openclaw_engine ON " + schema + "." + table));
    }

    private static CronJob aJob(String organizationId) {
        return CronJob.builder(UUID.randomUUID(), organizationId, "ann")
                .jobName("nightly report")
                .jobKey("nightly")
                .schedule("* * * * *")
                .timezone("Europe/Berlin")
                .skillName("report")
                .nextRun(NOON)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }

    private static CronExecution aRun(CronJob job) {
        return CronExecution.builder(TimeOrderedId.firstAt(NOON), job.jobId(), job.organizationId(), "mary")
                .skillName(job.skillName())
                .trigger(CronTrigger.MANUAL)
                .inTurn(true)
                .availableAt(NOON)
                .build();
    }
}
