package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs, their changes and their manual runs exist if and only if the host's transaction commits. */
@ParameterizedClass(name = "{0}")
@EnumSource
class JoinedCronStoreTest {
    private static final String ORG = "acme";
    private static final Caller ADA = new Caller(ORG, "ada");
    private static final Duration PROMPTLY = Duration.ofSeconds(45);

    @Parameter
    private HostDatabase product;

    private final List<CronEvent> events = new CopyOnWriteArrayList<>();
    private HostDatabase.Opened opened;
    private JdbcCronStore store;
    private OpenClawCron cron;
    private Connection connection;
    private JoinedCronStore joined;
    private CronManager manager;

    @BeforeEach
    void open() throws SQLException {
        opened = product.open();
        store = opened.store();
        // A node that hardly ever looks by itself: what it finds soon it was told of.
        cron = cron(Duration.ofMinutes(10));
        cron.start();
        opened.database().execute("CREATE TABLE " + orders() + " (name varchar(50) PRIMARY KEY)");
        opened.database().execute("GRANT ALL ON " + orders() + " TO PUBLIC");
        connection = opened.dataSource().getConnection();
        connection.setAutoCommit(false);
        joined = store.joining(connection);
        manager = cron.manager(joined);
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
        cron.close();
        opened.database().execute("DROP TABLE " + orders());
        opened.close();
    }

    @Test
    void aJobIsThereAfterTheCommitAndItsEventAfterTheHostHasSaidSo() throws SQLException {
        var job = manager.createCronJob(request("nightly"));

        assertThat(manager.getCronJob(job.jobId(), ORG)).contains(job);
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).isEmpty();

        connection.commit();
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).contains(job);
        assertThat(events).isEmpty();

        joined.committed();
        await().atMost(PROMPTLY).untilAsserted(() -> assertThat(types()).containsExactly("cron.created"));
    }

    @Test
    void aJobIsNotThereAfterARollback() throws SQLException {
        var job = manager.createCronJob(request("nightly"));

        connection.rollback();

        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).isEmpty();
        assertThatCode(() -> cron.manager().createCronJob(request("nightly"))).doesNotThrowAnyException();
        await().atMost(PROMPTLY).untilAsserted(() -> assertThat(events).hasSize(1));
        assertThat(events.get(0).jobId()).isNotEqualTo(job.jobId());
    }

    @Test
    void changesAreThereWithTheCommitAndAnnouncedInTheirOrder() throws SQLException {
        var job = cron.manager().createCronJob(request("nightly"));
        await().atMost(PROMPTLY).untilAsserted(() -> assertThat(types()).containsExactly("cron.created"));

        manager.updateCronJob(
                job.jobId(),
                ADA,
                UpdateCronJobRequest.builder().schedule("0 4 * * *").build());
        manager.pauseCronJob(job.jobId(), ADA);
        manager.deleteCronJob(job.jobId(), ADA);
        assertThat(manager.getCronJob(job.jobId(), ORG)).isEmpty();
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).contains(job);

        connection.commit();
        joined.committed();
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).isEmpty();
        await().atMost(PROMPTLY)
                .untilAsserted(() -> assertThat(types())
                        .containsExactly("cron.created", "cron.updated", "cron.updated", "cron.deleted"));
        joined.committed();
        assertThat(types()).hasSize(4);
    }

    @Test
    void changesAreGoneWithTheRollback() throws SQLException {
        var job = cron.manager().createCronJob(request("nightly"));

        manager.updateCronJob(
                job.jobId(),
                ADA,
                UpdateCronJobRequest.builder().schedule("0 4 * * *").build());
        connection.rollback();
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).contains(job);

        manager.deleteCronJob(job.jobId(), ADA);
        connection.rollback();
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).contains(job);
    }

    @Test
    void aManualRunStartsPromptlyAfterTheCommitAndNotBefore() throws SQLException {
        var job = cron.manager().createCronJob(request("nightly"));

        var run = manager.triggerManualRun(job.jobId(), ADA);
        assertThat(cron.history().getExecution(run.executionId(), ORG)).isEmpty();
        connection.commit();
        joined.committed();

        await().atMost(PROMPTLY)
                .untilAsserted(() -> assertThat(cron.history().getExecution(run.executionId(), ORG))
                        .hasValueSatisfying(
                                ended -> assertThat(ended.status()).isEqualTo(CronExecutionStatus.COMPLETED)));
    }

    @Test
    void aManualRunThatIsRolledBackNeverWas() throws SQLException {
        var job = cron.manager().createCronJob(request("nightly"));

        var run = manager.triggerManualRun(job.jobId(), ADA);
        connection.rollback();

        assertThat(cron.history().getExecution(run.executionId(), ORG)).isEmpty();
        assertThat(cron.manager().getCronJobStats(job.jobId(), ORG).totalRuns()).isZero();
    }

    @Test
    void aHostThatSaysNothingOfItsCommitWaitsForThePollInterval() throws SQLException {
        try (var polling = cron(Duration.ofMillis(100))) {
            polling.start();
            var job = manager.createCronJob(request("nightly"));
            var run = manager.triggerManualRun(job.jobId(), ADA);
            connection.commit();

            await().atMost(PROMPTLY)
                    .untilAsserted(() -> assertThat(polling.history().getExecution(run.executionId(), ORG))
                            .hasValueSatisfying(
                                    ended -> assertThat(ended.status()).isEqualTo(CronExecutionStatus.COMPLETED)));
        }
    }

    @Test
    void aReservationThatTheChangeTakesBackDoesNotStart() throws SQLException {
        var job = cron.manager().createCronJob(request("soon", "* * * * * *"));
        await().atMost(PROMPTLY)
                .untilAsserted(() -> assertThat(
                                cron.manager().getCronJobStats(job.jobId(), ORG).totalRuns())
                        .isPositive());

        manager.disableCronJob(job.jobId(), ADA);
        connection.commit();
        joined.committed();

        var runs = cron.manager().getCronJobStats(job.jobId(), ORG).totalRuns();
        eventually()
                .during(Duration.ofMillis(2_200))
                .atMost(PROMPTLY)
                .until(() -> cron.manager().getCronJobStats(job.jobId(), ORG).totalRuns() <= runs + 1);
    }

    @Test
    void whatTheHostAndTheJobsDoIsCommittedTogether() throws SQLException {
        host("INSERT INTO " + orders() + " VALUES ('one')");
        var job = manager.createCronJob(request("for one"));
        connection.rollback();
        assertThat(orderCount()).isZero();

        host("INSERT INTO " + orders() + " VALUES ('one')");
        var again = manager.createCronJob(request("for one"));
        connection.commit();
        assertThat(orderCount()).isOne();
        assertThat(cron.manager().getCronJob(again.jobId(), ORG)).isPresent();
        assertThat(cron.manager().getCronJob(job.jobId(), ORG)).isEmpty();
    }

    @Test
    void aCallThatIsRefusedLeavesTheTransactionToGoOn() throws SQLException {
        host("INSERT INTO " + orders() + " VALUES ('before')");
        var kept = manager.createCronJob(request("key"));

        assertThatThrownBy(() -> manager.createCronJob(request("key"))).isInstanceOf(JobConflictException.class);
        assertThatThrownBy(() -> manager.createCronJob(request(" "))).isInstanceOf(InvalidJobException.class);
        assertThatThrownBy(() -> manager.deleteCronJob(UUID.randomUUID(), ADA))
                .isInstanceOf(JobNotFoundException.class);
        assertThatThrownBy(() -> cron.manager(new JdbcCronStore(opened.dataSource(), "nowhere").joining(connection))
                        .getCronJob(kept.jobId(), ORG))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("apply CronSchema");

        host("INSERT INTO " + orders() + " VALUES ('after')");
        connection.commit();
        joined.committed();
        assertThat(orderCount()).isEqualTo(2);
        assertThat(cron.manager().getCronJob(kept.jobId(), ORG)).contains(kept);
        await().atMost(PROMPTLY).untilAsserted(() -> assertThat(types()).containsExactly("cron.created"));
    }

    @Test
    void oneOfManyThatIsRefusedTakesTheOthersOfItsCallWithIt() throws SQLException {
        var first = manager.createCronJob(request("first"));
        assertThatThrownBy(() -> manager.createCronJobs(List.of(request("second"), request("first"))))
                .isInstanceOf(JobConflictException.class);
        connection.commit();

        assertThat(cron.manager()
                        .listCronJobs(CronJobListQuery.builder(ORG).build())
                        .items())
                .extracting(CronJob::jobId)
                .containsExactly(first.jobId());
    }

    @Test
    void jobsOfSeveralOrganizationsCanBeCreatedInOneCall() throws SQLException {
        var created = manager.createCronJobs(List.of(request("a"), ofRival("b")));
        connection.commit();
        assertThat(created)
                .allSatisfy(job -> assertThat(cron.manager().getCronJob(job.jobId(), job.organizationId()))
                        .contains(job));
    }

    /** PostgreSQL itself refuses the key then, and without a savepoint would refuse all that follows. */
    @Test
    void aKeyThatAnotherTransactionTakesMeanwhileDoesNotEndTheHosts() throws Exception {
        host("INSERT INTO " + orders() + " VALUES ('mine')");
        try (var other = opened.dataSource().getConnection()) {
            other.setAutoCommit(false);
            var theirs = cron.manager(store.joining(other)).createCronJob(request("key"));
            var session = session(other);
            var mine = CompletableFuture.supplyAsync(() -> refused(() -> manager.createCronJob(request("key"))));
            await().atMost(PROMPTLY).until(() -> isWaitedFor(session) || mine.isDone());
            other.commit();

            assertThat(mine.get()).isInstanceOfAny(CronStoreException.class, JobConflictException.class);
            connection.commit();
            assertThat(orderCount()).isOne();
            assertThat(cron.manager().getCronJob(theirs.jobId(), ORG)).isPresent();
        }
    }

    @Test
    void theConnectionIsAsItWas() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        if (product != HostDatabase.H2) {
            host("SET LOCAL search_path TO pg_catalog");
            host("SET LOCAL app.current_organization_id TO 'the host''s own'");
        }
        if (product == HostDatabase.POSTGRESQL_WITH_ROLES) {
            host("SET LOCAL ROLE openclaw_engine");
        }
        var before = state();

        var job = manager.createCronJob(request("key"));
        manager.triggerManualRun(job.jobId(), ADA);
        assertThatThrownBy(() -> manager.createCronJob(request("key"))).isInstanceOf(JobConflictException.class);
        manager.deleteCronJob(job.jobId(), ADA);

        assertThat(state()).isEqualTo(before);
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isClosed()).isFalse();
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Test
    void theHostsOwnSavepointsStayValid() throws SQLException {
        var kept = manager.createCronJob(request("kept"));
        var mine = connection.setSavepoint("mine");
        var undone = manager.createCronJob(request("undone"));

        connection.rollback(mine);
        assertThat(manager.getCronJob(undone.jobId(), ORG)).isEmpty();
        connection.commit();

        assertThat(cron.manager().getCronJob(kept.jobId(), ORG)).isPresent();
        assertThat(cron.manager().getCronJob(undone.jobId(), ORG)).isEmpty();
    }

    @Test
    void aConnectionInAutoCommitModeIsRefused() throws SQLException {
        connection.setAutoCommit(true);
        assertThatIllegalStateException()
                .isThrownBy(() -> store.joining(connection))
                .withMessageContaining("auto-commit");
        assertThatIllegalStateException()
                .isThrownBy(() -> manager.createCronJob(request("key")))
                .withMessageContaining("setAutoCommit(false)");
        connection.setAutoCommit(false);
    }

    @Test
    void aConnectionThatDoesNotWorkIsRefused() throws SQLException {
        var closed = opened.dataSource().getConnection();
        closed.close();
        assertThatThrownBy(() -> store.joining(closed))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("join the host's transaction");
    }

    @Test
    void aConnectionToAnotherProductIsRefused() throws SQLException {
        var otherProduct = product == HostDatabase.H2 ? TestProduct.POSTGRESQL : TestProduct.H2_MEMORY;
        try (var other = otherProduct.openBlank();
                var toOther = other.dataSource().getConnection()) {
            toOther.setAutoCommit(false);
            assertThatThrownBy(() -> store.joining(toOther))
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("leads to " + otherProduct.dialect());
        }
    }

    @Test
    void aTransactionThatHasFailedAlreadyIsCalledSo() {
        assertThatThrownBy(() -> host("SELECT 1 / 0")).isInstanceOf(SQLException.class);
        if (product == HostDatabase.H2) {
            // It goes on after a failure.
            assertThatCode(() -> manager.createCronJob(request("key"))).doesNotThrowAnyException();
            return;
        }
        assertThatThrownBy(() -> manager.createCronJob(request("key")))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("has failed before");
    }

    @Test
    void theEngineCannotWorkOnIt() {
        var node = new NodeId("a", UUID.randomUUID());
        assertThatThrownBy(() -> joined.heartbeat(node))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot take a beat");
        assertThatThrownBy(() -> joined.record(node, List.of(), Instant.EPOCH))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> joined.purge(Instant.EPOCH, ORG, 1)).isInstanceOf(UnsupportedOperationException.class);
        try (var onJoined = OpenClawCron.builder()
                .skillExecutor((request, context) -> null)
                .store(joined)
                .build()) {
            assertThatThrownBy(onJoined::start)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("give the engine the JdbcCronStore itself");
        }
        assertThat(joined.shared()).isEqualTo(store.shared());
    }

    private OpenClawCron cron(Duration pollInterval) {
        return OpenClawCron.builder()
                .skillExecutor((request, context) -> null)
                .eventPublisher(event -> {
                    if (event.type().matches("cron\\.(created|updated|deleted)")) {
                        events.add(event);
                    }
                })
                .store(store)
                .config(CronManagerConfig.builder().pollInterval(pollInterval).build())
                .build();
    }

    private static CreateCronJobRequest request(String key) {
        return request(key, "0 3 1 1 *");
    }

    private static CreateCronJobRequest request(String key, String schedule) {
        return CreateCronJobRequest.builder(ORG, "ada", key, schedule, "skill")
                .jobKey(key)
                .build();
    }

    private static CreateCronJobRequest ofRival(String key) {
        return CreateCronJobRequest.builder("rival", "eve", key, "0 3 1 1 *", "skill")
                .build();
    }

    private List<String> types() {
        return events.stream().map(CronEvent::type).toList();
    }

    private static CronException refused(Runnable call) {
        try {
            call.run();
        } catch (CronException refused) {
            return refused;
        }
        throw new AssertionError("It was not refused");
    }

    /** The process id of a session; any number on H2. */
    private int session(Connection of) throws SQLException {
        return product == HostDatabase.H2 ? 0 : number(of, "SELECT pg_backend_pid()");
    }

    private boolean isWaitedFor(int session) throws SQLException {
        if (product == HostDatabase.H2) {
            return true;
        }
        try (var admin = opened.database().dataSource().getConnection()) {
            return number(
                            admin,
                            "SELECT count(*) FROM pg_stat_activity WHERE " + session + " = ANY (pg_blocking_pids(pid))")
                    > 0;
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String orders() {
        return "orders_" + opened.database().schema();
    }

    private void host(String statement) throws SQLException {
        try (var made = connection.createStatement()) {
            made.execute(statement);
        }
    }

    private int orderCount() throws SQLException {
        try (var made = connection.createStatement();
                var rows = made.executeQuery("SELECT count(*) FROM " + orders())) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String state() throws SQLException {
        var query = product == HostDatabase.H2
                ? "SELECT concat(CURRENT_SCHEMA, '|', CURRENT_USER)"
                : "SELECT concat_ws('|', current_setting('role'), current_setting('search_path'),"
                        + " current_setting('app.current_organization_id'), current_setting('transaction_isolation'))";
        try (var made = connection.createStatement();
                var rows = made.executeQuery(query)) {
            rows.next();
            return rows.getString(1) + " " + connection.getTransactionIsolation();
        }
    }
}
