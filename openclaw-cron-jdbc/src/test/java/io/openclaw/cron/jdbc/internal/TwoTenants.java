package io.openclaw.cron.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.jdbc.testing.TestRows;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A schema with roles, rows of two organizations in every table, and a login as a host has it: no superuser, in both roles. */
final class TwoTenants implements AutoCloseable {
    static final String ACME = "acme";
    static final String RIVAL = "rival";
    /** All tables with rows of tenants. */
    static final List<String> TABLES = List.of(
            "cron_jobs",
            "cron_job_params",
            "cron_job_counts",
            "cron_next_runs",
            "cron_job_state",
            "skill_executions",
            "cron_claimed_fires",
            "cron_job_stats_hourly",
            "cron_org_stats_hourly",
            "cron_events");

    final TestDatabase database = TestProduct.POSTGRESQL.openBlank();
    final Jdbi admin = Jdbi.create(database.dataSource());
    final String login = database.schema() + "_app";
    /** One connection, so that each call finds what the one before has left on it. */
    final HikariDataSource pool;

    final Jdbi app;

    TwoTenants() {
        var schema = CronSchema.of(database.dataSource(), database.schema());
        schema.apply();
        schema.installRoles();
        database.execute("CREATE ROLE " + login + " LOGIN PASSWORD 'secret';"
                + "GRANT openclaw_engine, openclaw_tenant TO " + login);
        TABLES.forEach(this::fill);
        pool = database.newPoolAs(login, "secret", 1);
        app = Jdbi.create(pool);
    }

    String schema() {
        return database.schema();
    }

    /** A table, with its schema. */
    String table(String name) {
        return schema() + "." + name;
    }

    /** Works in a transaction that is confined to an organization. */
    <T> T as(String organizationId, Function<Handle, T> work) {
        return app.inTransaction(handle -> {
            TenantScope.open(handle, organizationId);
            return work.apply(handle);
        });
    }

    /** Runs a statement in a transaction that is confined to an organization, and returns how many rows it changed. */
    int execute(String organizationId, String statement) {
        return as(organizationId, handle -> handle.execute(statement));
    }

    /** The columns that are not generated, but for the organization. */
    String columns(String table) {
        List<String> columns =
                admin.withHandle(handle -> handle.createQuery("SELECT quote_ident(attname) FROM pg_attribute"
                                + " WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND attgenerated = ''"
                                + " AND attname <> 'organization_id' ORDER BY attnum")
                        .bind("table", table(table))
                        .mapTo(String.class)
                        .list());
        return String.join(", ", columns);
    }

    /** A row of each organization, alike but for whose they are. */
    private void fill(String table) {
        if (table.equals("cron_jobs")) {
            database.execute(TestRows.of(1, schema()));
        }
        admin.useHandle(handle -> {
            handle.execute("DELETE FROM " + table(table) + " WHERE organization_id <> ?", ACME);
            handle.execute("INSERT INTO " + table(table) + " (organization_id, " + columns(table) + ") SELECT '" + RIVAL
                    + "', " + columns(table) + " FROM " + table(table));
        });
    }

    @Override
    public void close() {
        pool.close();
        var user = login;
        database.execute("DROP OWNED BY " + user + "; DROP ROLE " + user);
        database.close();
    }
}
