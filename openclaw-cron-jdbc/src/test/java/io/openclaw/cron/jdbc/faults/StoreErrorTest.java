package io.openclaw.cron.jdbc.faults;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people on call read when the database refuses to work, and that it passes. */
class StoreErrorTest {
    private static final int CONNECTIONS = 6;
    private static final int CONNECTION_TIMEOUT_MILLIS = 1_000;
    /** What goes wrong on a PostgreSQL server, for the user that is called host here, and how it is put right. */
    private enum Trouble {
        DISK_FULL("the disk is full (SQLState 53100)", """
                CREATE FUNCTION <schema>.no_space() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$

                CREATE TRIGGER no_space BEFORE INSERT OR UPDATE ON <schema>.skill_executions EXECUTE FUNCTION <schema>.no_space()

                CREATE TRIGGER no_space BEFORE INSERT ON <schema>.cron_jobs EXECUTE FUNCTION <schema>.no_space()""", """
                DROP TRIGGER no_space ON <schema>.skill_executions

                DROP TRIGGER no_space ON <schema>.cron_jobs

                DROP FUNCTION <schema>.no_space()"""),
        READ_ONLY(
                "the database is read-only (SQLState 25006)",
                "ALTER ROLE <host> SET default_transaction_read_only = on",
                "ALTER ROLE <host> RESET default_transaction_read_only"),
        NO_PRIVILEGE(
                "the database user lacks a privilege (SQLState 42501)",
                "REVOKE INSERT ON ALL TABLES IN SCHEMA <schema> FROM <host>",
                "GRANT INSERT ON ALL TABLES IN SCHEMA <schema> TO <host>"),
        NO_TABLES(
                "its tables are not there; apply CronSchema first (SQLState 42P01)",
                "ALTER SCHEMA <schema> RENAME TO <schema>_away",
                "ALTER SCHEMA <schema>_away RENAME TO <schema>"),
        NO_CONNECTION_LEFT(
                "the database has no connection left (SQLState 53300)",
                "ALTER ROLE <host> CONNECTION LIMIT 0",
                "ALTER ROLE <host> CONNECTION LIMIT -1");

        private final String words;
        private final String breaks;
        private final String mends;

        Trouble(String words, String breaks, String mends) {
            this.words = words;
            this.breaks = breaks;
            this.mends = mends;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isToldAndPasses(Trouble trouble) {
        var host = "host_" + UUID.randomUUID().toString().replace("-", "");
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            CronSchema.of(database.dataSource(), database.schema()).apply();
            database.execute(("CREATE ROLE <host> LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA <schema> TO <host>;"
                            + " GRANT ALL ON ALL TABLES IN SCHEMA <schema> TO <host>")
                    .replace("<host>", host)
                    .replace("<schema>", database.schema()));
            try (var pool = database.newPoolAs(host, "secret", CONNECTIONS);
                    var cron = start(pool, database.schema(), host)) {
                run(database, pool, trouble.breaks, host);
                assertToldBy(cron, trouble.words);
                run(database, pool, trouble.mends, host);
                assertWorks(cron);
            } finally {
                database.execute("DROP OWNED BY " + host + " CASCADE; DROP ROLE " + host);
            }
        }
    }

    @Test
    void aPoolWithoutAFreeConnectionIsToldAndPasses() throws SQLException {
        try (var database = TestProduct.POSTGRESQL.open();
                var pool = database.newPool(CONNECTIONS);
                var cron = start(pool, database.schema(), "exhausted")) {
            var taken = new ArrayList<Connection>();
            try {
                // The engine keeps two: for its beats, and to listen to other nodes.
                for (var i = 2; i < CONNECTIONS; i++) {
                    eventually().ignoreExceptions().until(() -> taken.add(pool.getConnection()));
                }
                assertToldBy(cron, "no connection became free in time");
            } finally {
                for (var connection : taken) {
                    connection.close();
                }
            }
            assertWorks(cron);
        }
    }

    @Test
    void aReadOnlyFileOfH2IsTold(@TempDir Path folder) {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("cron"));
        CronSchema.of(database, "openclaw").apply();
        database.setURL(database.getURL() + ";ACCESS_MODE_DATA=r");
        var cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> SkillResult.empty())
                .store(new JdbcCronStore(database))
                .build();
        try (cron) {
            assertThatThrownBy(cron::start)
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("the database is read-only (SQLState 90097)");
            assertThat(cron.health().status()).isEqualTo(CronHealth.Status.DOWN);
        }
    }

    private static OpenClawCron start(HikariDataSource pool, String schema, String name) {
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        var cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> SkillResult.empty())
                .store(new JdbcCronStore(pool, schema))
                .config(Load.settings(name)
                        .selfFenceAfter(Duration.ofSeconds(20))
                        .deadAfter(Duration.ofSeconds(30))
                        .build())
                .build();
        cron.start();
        cron.manager().createCronJob(job("before"));
        return cron;
    }

    private static CreateCronJobRequest job(String name) {
        return CreateCronJobRequest.builder(Load.ORG, "ann", name, "* * * * * *", "noop")
                .build();
    }

    private static void run(TestDatabase database, HikariDataSource pool, String script, String host) {
        // Each part in a transaction: one that locks two tables can meet another, at work, that locks them the other
        // way round.
        for (var part : script.split("\n\n", -1)) {
            database.execute(part.replace("<schema>", database.schema()).replace("<host>", host));
        }
        // Settings of a role reach its next sessions; in a transaction of its own, or one could begin before they are
        // committed.
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + host + "'");
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** A node that has fenced itself claims no more, so health() keeps the words of its last claim; a call asks anew. */
    private static void assertToldBy(OpenClawCron cron, String words) {
        eventually().untilAsserted(() -> {
            assertThat(cron.health().status()).isNotEqualTo(CronHealth.Status.UP);
            assertThat(cron.health().problems()).isNotEmpty();
        });
        eventually()
                .untilAsserted(() -> assertThatThrownBy(() -> cron.manager().createCronJob(job("meanwhile")))
                        .isInstanceOf(CronStoreException.class)
                        .hasMessageContaining(words));
    }

    private static void assertWorks(OpenClawCron cron) {
        eventually().untilAsserted(() -> assertThat(cron.health().status()).isEqualTo(CronHealth.Status.UP));
        var job = cron.manager().createCronJob(job("after"));
        eventually()
                .until(() -> cron.manager()
                                .getCronJob(job.jobId(), Load.ORG)
                                .orElseThrow()
                                .state()
                                .successCount()
                        > 0);
    }
}
