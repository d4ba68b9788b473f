package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.StoppablePostgres;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node's own line to PostgreSQL: what becomes of its beats, and of its name, when connections are short, silent or gone. */
class NodeLineTest {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    private static final Duration LONGER_THAN_DEAD = Duration.ofSeconds(6);

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        database.close();
    }

    // ---- beats

    @Test
    void aNodeWhosePoolIsExhaustedGoesOnBeating() throws SQLException {
        var pool = toClose(database.newPool(4));
        pool.setConnectionTimeout(250);
        var cron = started(new JdbcCronStore(pool, database.schema()));

        exhaust(pool);

        awaitBeatsFor(cron, LONGER_THAN_DEAD);
    }

    @Test
    void aNodeWhosePoolIsExhaustedAndWhoseOwnLineIsCutGoesOnBeating() throws SQLException {
        var pool = toClose(database.newPool(3));
        pool.setConnectionTimeout(250);
        var line = toClose(database.newLine());
        var cron = started(new JdbcCronStore(pool, line.dataSource(), database.schema()));
        exhaust(pool);

        line.cut();

        awaitBeatsFor(cron, LONGER_THAN_DEAD);
    }

    @Test
    void aNodeWhoseLineGoesSilentReplacesItBeforeItCountsAsDead() {
        var line = toClose(database.newLine());
        var cron = started(new JdbcCronStore(database.dataSource(), line.dataSource(), database.schema()));
        var node = cron.health().node();

        line.goSilent();

        awaitBeatsFor(cron, LONGER_THAN_DEAD);
        assertThat(cron.health().node()).isEqualTo(node);
    }

    @Test
    void aBeatThatMustWaitForALockGivesUpAndKeepsItsSession() throws SQLException {
        var store = toClose(store());
        var node = registered(store, "patient", Duration.ofSeconds(1));
        var sessions = holders();

        try (var other = database.unpooled().getConnection()) {
            other.setAutoCommit(false);
            lockNodes(other);
            assertThatThrownBy(() -> store.heartbeat(node)).isInstanceOf(CronStoreException.class);
            other.rollback();
        }

        assertThat(store.heartbeat(node).alive()).isTrue();
        assertThat(holders()).isEqualTo(sessions).hasSize(1);
    }

    @Test
    void aSessionThatCannotWriteIsReplacedByOneThatCan() throws SQLException {
        var sessions = new ArrayList<Connection>();
        var store = toClose(new JdbcCronStore(database.dataSource(), remembering(sessions), database.schema()));
        var node = registered(store, "once on a standby", DEAD_AFTER);
        try (var statement = sessions.get(sessions.size() - 1).createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        }

        assertThat(store.heartbeat(node).alive()).isTrue();
    }

    @Test
    void aNodeThatIsTakenOffGivesItsConnectionBackAsItWas() throws SQLException {
        var pool = toClose(database.newPool(1));
        var store = new JdbcCronStore(pool, database.schema());
        var node = registered(store, "polite", DEAD_AFTER);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);

        store.deregister(node);

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(holders()).isEmpty();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SHOW statement_timeout")) {
            answer.next();
            assertThat(answer.getString(1)).isEqualTo("0");
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    // ---- names

    @Test
    void aNameWhoseNodeIsAliveIsRefusedToAnotherProcess() {
        var node = registered(toClose(store()), "taken", DEAD_AFTER);

        assertThatThrownBy(() -> registered(toClose(store()), "taken", DEAD_AFTER))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("'taken' is alive already");
        assertThat(toClose(store()).heartbeat(node).alive()).isTrue();
    }

    @Test
    void aNewLifeOfANodeThatWasKilledTakesOverAtOnce() {
        var killed = store();
        registered(killed, "phoenix", DEAD_AFTER);

        kill(killed);

        registered(toClose(store()), "phoenix", DEAD_AFTER);
    }

    @Test
    void whatAKilledNodeRanIsRunAgainAtOnceByItsNewLife() {
        var skills = new SkillRegistry().register("long", (request, context) -> {
            if (context.fence() == 1) {
                Thread.currentThread().join();
            }
            return SkillResult.empty();
        });
        // Nothing that is found here can have been found by a silence.
        var patient = Duration.ofHours(1);
        var config = CronManagerConfig.builder()
                .nodeName("phoenix")
                .heartbeat(Duration.ofMinutes(20))
                .selfFenceAfter(Duration.ofMinutes(40))
                .deadAfter(patient)
                .shutdownGrace(Duration.ZERO)
                .build();
        var line = toClose(database.newLine());
        var first = new JdbcCronStore(line.dataSource(), database.schema());
        var dying = toClose(OpenClawCron.builder()
                .skillExecutor(skills)
                .store(first)
                .config(config)
                .build());
        dying.start();
        var job = dying.manager()
                .createCronJob(CreateCronJobRequest.builder("acme", "ann", "long", "0 0 1 1 *", "long")
                        .build());
        var execution = dying.manager().triggerManualRun(job.jobId(), new Caller("acme", "ann"));
        eventually().until(() -> statusOf(execution.executionId()).equals("running"));

        // As if the process had been killed: all its sessions end, and it says nothing more.
        line.close();
        eventually().until(() -> holders().isEmpty());
        var second = toClose(OpenClawCron.builder()
                .skillExecutor(skills)
                .store(store())
                .config(config)
                .build());
        second.start();

        eventually().until(() -> statusOf(execution.executionId()).equals("completed"));
    }

    @Test
    void aNameIsHeldAgainAfterItsSessionWasCut() {
        var store = toClose(store());
        var node = registered(store, "tough", DEAD_AFTER);
        endSessions();
        assertThat(store.heartbeat(node).alive()).isTrue();

        assertThatThrownBy(() -> registered(toClose(store()), "tough", DEAD_AFTER))
                .isInstanceOf(CronStoreException.class);
    }

    @Test
    void aNameThatIsHeldByAFrozenNodeComesBackWhenThatCountsAsDead() {
        registered(toClose(store()), "frozen", DEAD_AFTER);
        database.execute("UPDATE " + database.schema() + ".cron_nodes SET last_beat = last_beat - INTERVAL '1' MINUTE");

        var second = toClose(store());
        var node = registered(second, "frozen", DEAD_AFTER);

        assertThat(second.heartbeat(node).alive()).isTrue();
    }

    @Test
    void aRestartOfTheServerIsNoProofThatANodeIsGone() {
        try (var server = new StoppablePostgres()) {
            var restarted = server.database();
            var alive = toClose(new JdbcCronStore(restarted.unpooled(), restarted.schema()));
            var node = registered(alive, "survivor", Duration.ofMinutes(10));
            server.stop();
            server.start();

            // Its lock went with the server; it has not beaten since.
            assertThatThrownBy(() -> registered(
                            toClose(new JdbcCronStore(restarted.unpooled(), restarted.schema())),
                            "survivor",
                            Duration.ofMinutes(10)))
                    .isInstanceOf(CronStoreException.class);
            assertThat(alive.heartbeat(node).alive()).isTrue();
        }
    }

    @Test
    void aSessionThatSeveralProcessesAreLentProvesNothing() throws SQLException {
        // As a pooler may do it that lends sessions for single transactions.
        try (var lent = database.unpooled().getConnection()) {
            var store = new JdbcCronStore(database.dataSource(), lending(lent), database.schema());
            registered(store, "lent", DEAD_AFTER);

            var other = new JdbcCronStore(database.dataSource(), lending(lent), database.schema());
            assertThatThrownBy(() -> registered(other, "lent", DEAD_AFTER)).isInstanceOf(CronStoreException.class);
        }
    }

    private JdbcCronStore store() {
        return new JdbcCronStore(database.dataSource(), database.unpooled(), database.schema());
    }

    private static NodeId registered(JdbcCronStore store, String name, Duration deadAfter) {
        var node = new NodeId(name, UUID.randomUUID());
        store.register(node, deadAfter);
        return node;
    }

    private OpenClawCron started(JdbcCronStore store) {
        var cron = toClose(OpenClawCron.builder()
                .skillExecutor(new SkillRegistry())
                .store(store)
                .config(CronManagerConfig.builder()
                        .nodeName("beating")
                        .heartbeat(Duration.ofMillis(300))
                        .selfFenceAfter(Duration.ofSeconds(4))
                        .deadAfter(Duration.ofSeconds(5))
                        .build())
                .build());
        cron.start();
        return cron;
    }

    /** Its beats arrive, and it is never cut off from its store, for longer than it might be silent. */
    private static void awaitBeatsFor(OpenClawCron cron, Duration time) {
        var end = Instant.now().plus(time);
        eventually().pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(cron.health().status()).isNotEqualTo(CronHealth.Status.DOWN);
            var lastBeat = cron.health().lastBeat();
            return lastBeat != null && lastBeat.isAfter(end);
        });
    }

    /** Takes all that is left, as skills do. */
    private void exhaust(HikariDataSource pool) throws SQLException {
        try {
            while (true) {
                toClose(pool.getConnection());
            }
        } catch (SQLTransientConnectionException exhausted) {
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isZero();
        }
    }

    private void lockNodes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + database.schema() + ".cron_nodes");
        }
    }

    /** The sessions that hold a name in this schema. */
    private List<Integer> holders() {
        return jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT l.pid FROM pg_locks l
                        WHERE l.locktype = 'advisory' AND l.objsubid = 1
                          AND (CAST(l.classid AS bigint), CAST(l.objid AS bigint)) IN (
                            SELECT (h >> 32) & 4294967295, h & 4294967295
                            FROM (SELECT hashtextextended(:schema || '/' || n, 0) AS h
                              FROM unnest(ARRAY['patient', 'polite', 'phoenix', 'tough', 'frozen', 'taken']) n) hashes)
                        """)
                .bind("schema", database.schema())
                .mapTo(Integer.class)
                .list());
    }

    /** What becomes of a process that is killed, as the server sees it: its session ends. */
    private void kill(JdbcCronStore store) {
        endSessions();
        opened.add(store);
    }

    private void endSessions() {
        holders()
                .forEach(pid -> jdbi().useHandle(handle -> handle.createQuery("SELECT pg_terminate_backend(:pid, 5000)")
                        .bind("pid", pid)
                        .mapTo(Boolean.class)
                        .one()));
        eventually().until(() -> holders().isEmpty());
    }

    private String statusOf(UUID executionId) {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT status FROM " + database.schema() + ".skill_executions WHERE execution_id = :id")
                .bind("id", executionId)
                .mapTo(String.class)
                .one());
    }

    private Jdbi jdbi() {
        return Jdbi.create(database.dataSource());
    }

    /** A data source whose sessions somebody else can get at. */
    private DataSource remembering(List<Connection> sessions) {
        return (DataSource) Proxy.newProxyInstance(
                NodeLineTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        sessions.add(database.unpooled().getConnection());
                        return sessions.get(sessions.size() - 1);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A data source that lends one session again and again, and never ends it. */
    private static DataSource lending(Connection session) {
        var lent = (Connection) Proxy.newProxyInstance(
                NodeLineTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                NodeLineTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return lent;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private <T extends AutoCloseable> T toClose(T closeable) {
        opened.add(closeable);
        return closeable;
    }
}
