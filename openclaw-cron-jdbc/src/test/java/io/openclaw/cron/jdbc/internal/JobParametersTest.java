package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Where parameters are kept, and for how long. What executions show of them is in the contract. */
@ParameterizedClass
@EnumSource
class JobParametersTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String ORG = "acme";

    @Parameter
    TestProduct product;

    private final AtomicLong ids = new AtomicLong();
    private final NodeId node = new NodeId("a", UUID.randomUUID());
    private TestDatabase database;
    private JdbcCronStore store;

    @BeforeEach
    void open() {
        database = product.open();
        store = new JdbcCronStore(database.dataSource(), database.schema());
        store.register(node, A_DAY);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    // ---- written once

    @Test
    void whatRanAndEndedHasTheVersionOfItsJobOnly() {
        var job = insert(ORG);
        change(job, changed -> changed.description("new"));

        var run = run(job);

        assertThat(ownParameters(run)).isNull();
        assertThat(jobVersion(run)).isEqualTo(2);
    }

    @Test
    void whateverElseBecomesOfAnExecutionHasParametersOfItsOwn() {
        var job = insert(ORG);
        var failed = claim(job);
        record(ended(failed, CronExecutionStatus.FAILED).toBuilder()
                .error(CronExecutionError.of("broken", "It broke"))
                .build());
        var moved = claim(job);
        change(job, changed -> changed.description("new"));

        assertThat(List.of(failed, moved)).allSatisfy(execution -> {
            assertThat(ownParameters(execution)).isNotNull();
            assertThat(jobVersion(execution)).isNull();
        });
    }

    @Test
    void aChangeOfParametersLeavesTheFormerOnes() {
        var job = insert(ORG);
        run(job);

        changeParameters(job);

        assertThat(lastVersions()).containsExactly(1L);
    }

    @Test
    void aChangeOfSomethingElseLeavesNothing() {
        var job = insert(ORG);
        run(job);

        change(job, changed -> changed.description("new"));
        change(job, changed -> changed.skillParams(Map.copyOf(stored(job).skillParams())));

        assertThat(lastVersions()).isEmpty();
        changeParameters(job);
        assertThat(lastVersions()).containsExactly(3L);
    }

    // ---- for as long as something refers to them

    @Test
    void theyGoWhenTheLastExecutionThatRanWithThemHasGone() {
        var job = insert(ORG);
        run(job);
        changeParameters(job);
        run(job);
        changeParameters(job);
        run(job);

        // The first one is purged; its parameters only when no clock can be so wrong that something may refer to them.
        store.purge(day(1), null, 100);
        assertThat(lastVersions()).containsExactly(1L, 2L);
        store.purge(day(2), null, 100);
        assertThat(lastVersions()).containsExactly(2L);
        store.purge(day(9), null, 100);
        assertThat(lastVersions()).isEmpty();
    }

    @Test
    void theyStayWhileAnExecutionOfAnyTimeRefersToThem() {
        var job = insert(ORG);
        var late = claim(job);
        // By the clock of its node, which is wrong.
        record(ended(late, CronExecutionStatus.COMPLETED).toBuilder()
                .completedAt(day(5))
                .build());
        changeParameters(job);
        run(job);

        store.purge(day(4), null, 100);

        assertThat(lastVersions()).containsExactly(1L);
        assertThat(store.findExecution(late.executionId(), ORG).orElseThrow().skillParams())
                .isEqualTo(late.skillParams());
        store.purge(day(6), null, 100);
        assertThat(lastVersions()).isEmpty();
    }

    @Test
    void parametersWithWhichNothingRanGoToo() {
        var job = insert(ORG);
        changeParameters(job);
        changeParameters(job);

        store.purge(day(2), null, 100);

        assertThat(lastVersions()).isEmpty();
    }

    @Test
    void noMoreAreRemovedAtOnceThanAskedFor() {
        var job = insert(ORG);
        for (var i = 0; i < 5; i++) {
            changeParameters(job);
        }

        store.purge(day(9), null, 3);

        assertThat(lastVersions()).hasSize(2);
    }

    @Test
    void thoseOfOtherOrganizationsStay() {
        changeParameters(insert(ORG));
        changeParameters(insert("globex"));

        store.purge(day(9), ORG, 100);

        assertThat(lastVersions()).hasSize(1);
        store.purge(day(9), "globex", 100);
        assertThat(lastVersions()).isEmpty();
    }

    @Test
    void theyGoWithWhatAJobHasTooMuch() {
        var job = insert(ORG);
        for (var i = 0; i < 4; i++) {
            run(job);
            changeParameters(job);
        }

        store.removeSurplus(2, null, 100);
        assertThat(lastVersions()).containsExactly(3L, 4L);
        store.removeSurplus(1, null, 100);
        assertThat(lastVersions()).containsExactly(4L);
    }

    /** Looking at the parameters of an execution that is locked locks neither its job nor what that has left behind. */
    @Test
    void whoReadsThemWaitsForNobody() throws Exception {
        var job = insert(ORG);
        var run = run(job);
        changeParameters(job);
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            // On H2 writers take turns anyway.
            if (product.dialect().shared()) {
                lock(connection, "cron_jobs");
                lock(connection, "cron_job_params");
            }
            var answer = CompletableFuture.supplyAsync(
                    () -> store.cancel(run.executionId(), ORG, CronExecutionError.of("late", "It is over"), START));

            assertThat(answer.get(20, TimeUnit.SECONDS).orElseThrow().skillParams())
                    .isEqualTo(run.skillParams());
            connection.rollback();
        }
    }

    private void lock(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1 FROM " + database.schema() + "." + table + " FOR UPDATE");
        }
    }

    // ---- jobs that run once a day, each execution on its day

    private static Instant day(int number) {
        return START.plus(A_DAY.multipliedBy(number));
    }

    private CronJob insert(String organizationId) {
        var job = CronJob.builder(new UUID(0x0190_0000_0000_7000L, ids.incrementAndGet()), organizationId, "ann")
                .jobName("report")
                .schedule("0 12 * * *")
                .skillName("report")
                .skillParams(Map.of("number", ids.incrementAndGet()))
                .nextRun(START)
                .createdAt(START)
                .updatedAt(START)
                .build();
        store.insertJobs(List.of(job));
        return job;
    }

    private CronJob stored(CronJob job) {
        return store.findJob(job.jobId(), job.organizationId()).orElseThrow();
    }

    private void changeParameters(CronJob job) {
        change(job, changed -> changed.skillParams(Map.of("number", ids.incrementAndGet())));
    }

    /** Before its next fire. */
    private void change(CronJob job, UnaryOperator<CronJob.Builder> edit) {
        var before = stored(job);
        var after = edit.apply(before.toBuilder().version(before.version() + 1)).build();
        var now = requireNonNull(before.nextRun()).minus(Duration.ofHours(1));
        store.updateJob(new JobChange(after, before.version(), now, null, false, null));
    }

    private CronExecution claim(CronJob job) {
        var fireAt = requireNonNull(stored(job).nextRun());
        var request = new ClaimRequest(UUID.randomUUID(), node, fireAt, fireAt, 1, 0, null);
        return store.claim(request, this::planned).claimed().get(0).execution();
    }

    private FirePlan planned(DueJob due) {
        var fireAt = requireNonNull(due.job().nextRun());
        var first = TimeOrderedId.firstAt(fireAt);
        var id = new UUID(first.getMostSignificantBits() | 0x7000, ids.incrementAndGet());
        return new FirePlan(List.of(PlannedFire.reserve(id, fireAt, false)), fireAt.plus(A_DAY), false, null);
    }

    private CronExecution run(CronJob job) {
        var claimed = claim(job);
        record(ended(claimed, CronExecutionStatus.COMPLETED));
        return claimed;
    }

    private static CronExecution ended(CronExecution claimed, CronExecutionStatus status) {
        return claimed.toBuilder()
                .status(status)
                .attempt(1)
                .startedAt(claimed.availableAt())
                .completedAt(claimed.availableAt())
                .executionTime(Duration.ZERO)
                .build();
    }

    private void record(CronExecution report) {
        store.record(node, List.of(report), report.availableAt());
    }

    // ---- what is in the tables

    private List<Long> lastVersions() {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT last_version FROM " + database.schema() + ".cron_job_params ORDER BY last_version")
                .mapTo(Long.class)
                .list());
    }

    private @Nullable String ownParameters(CronExecution execution) {
        return column("input_params", String.class, execution);
    }

    private @Nullable Long jobVersion(CronExecution execution) {
        return column("job_version", Long.class, execution);
    }

    private <T> @Nullable T column(String name, Class<T> type, CronExecution execution) {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT " + name + " FROM " + database.schema() + ".skill_executions WHERE execution_id = :id")
                .bind("id", execution.executionId())
                .mapTo(type)
                .one());
    }

    private Jdbi jdbi() {
        return Jdbi.create(database.dataSource());
    }
}
