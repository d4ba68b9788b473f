package io.openclaw.cron.jdbc.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.jdbc.CronSchema;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/**
 * Schemas on PostgreSQL in which the roles are installed, and a login as a host has it: no superuser, a member of both roles.
 * Emptied and given to the next test, as those without roles are.
 */
public final class GuardedDatabases implements AutoCloseable {
    private static final String PASSWORD = "secret";
    /** Some tests have ten nodes, of which each keeps one. */
    private static final int CONNECTIONS = 24;

    private final String login = "cron_app_" + UUID.randomUUID().toString().replace("-", "");
    private final Queue<TestDatabase> emptied = new ConcurrentLinkedQueue<>();
    private final Queue<Guarded> ready = new ConcurrentLinkedQueue<>();

    /** A schema, and the login's pool. */
    public final class Guarded implements AutoCloseable {
        private final TestDatabase database;
        private final HikariDataSource pool;

        private Guarded(TestDatabase database) {
            this.database = database;
            this.pool = database.newPoolAs(login, PASSWORD, CONNECTIONS);
        }

        /** For an administrator. */
        public TestDatabase database() {
            return database;
        }

        /** For the host. */
        public DataSource dataSource() {
            return pool;
        }

        @Override
        public void close() {
            database.close();
            ready.add(this);
        }
    }

    /** A schema without rows. */
    public Guarded open() {
        var again = ready.poll();
        return again == null ? create() : again;
    }

    private synchronized Guarded create() {
        var database = TestProduct.POSTGRESQL.create().withTables(emptied);
        CronSchema.of(database.dataSource(), database.schema()).installRoles();
        database.execute("DO $$ BEGIN IF to_regrole('" + login + "') IS NULL THEN CREATE ROLE " + login
                + " LOGIN PASSWORD '" + PASSWORD + "'; GRANT openclaw_engine, openclaw_tenant TO " + login
                + "; END IF; END $$");
        return new Guarded(database);
    }

    /** Removes the login. */
    @Override
    public void close() {
        ready.forEach(guarded -> guarded.pool.close());
        var any = ready.peek();
        if (any != null) {
            any.database.execute("DROP ROLE " + login);
        }
    }
}
