package io.openclaw.cron.jdbc;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.internal.Dialect;
import io.openclaw.cron.jdbc.internal.schema.SchemaMigration;
import io.openclaw.cron.jdbc.internal.schema.SchemaName;
import io.openclaw.cron.jdbc.internal.schema.SchemaScript;
import javax.sql.DataSource;

/**
 * The tables of OpenClaw Cron in a database, and their version.
 *
 * <p>The tables are made and upgraded by SQL files in this jar, under {@code io/openclaw/cron/jdbc/migration/}, in a folder for
 * each database. {@link #apply()} runs those that are missing. A host that has Flyway, Liquibase or a careful administrator can
 * let them run the same files instead, and only {@link #validate()}: the files themselves write down which of them have been
 * run, in the table {@code cron_schema_version}. Stay with one way, for another tool's own records do not know what this class has
 * done.
 *
 * <h2>Upgrading a cluster</h2>
 *
 * <p>Each file leaves the tables such that the release before it works with them as well: what is no longer needed goes one
 * release later. So a cluster is upgraded node by node, without a common stop: the first new node, or the host's own tool before
 * it, brings the tables to the new version, and the old nodes that are running go on. But an old release does not
 * <em>start</em> on tables that are newer than it knows: it cannot know what has changed, and a node that starts beside its
 * successors is most often a mistake. An old node that crashes during the upgrade therefore stays away until it is upgraded; the
 * others take over its work. There is no way back to an older version but a backup.
 *
 * <p>Instances hold nothing but their arguments, and can be used by any number of threads.
 */
public final class CronSchema {
    /** The name of the schema, if no other is chosen. */
    public static final String DEFAULT_NAME = "openclaw";

    private final String name;
    private final Dialect dialect;
    private final SchemaMigration migration;

    private CronSchema(DataSource dataSource, String name) {
        this.name = name;
        this.dialect = Dialect.of(dataSource);
        this.migration = new SchemaMigration(dataSource, dialect, name, SchemaScript.all(dialect));
    }

    /**
     * The schema {@value #DEFAULT_NAME}.
     *
     * @param dataSource to a database of PostgreSQL or H2; one connection at a time is taken, and given back
     * @return a view of the schema, which need not exist
     * @throws CronStoreException if the database cannot be reached, or is of another product
     */
    public static CronSchema of(DataSource dataSource) {
        return of(dataSource, DEFAULT_NAME);
    }

    /**
     * A schema of another name.
     *
     * @param dataSource to a database of PostgreSQL or H2; one connection at a time is taken, and given back
     * @param name up to 63 lower-case letters (a to z), digits and underscores, no digit first
     * @return a view of the schema, which need not exist
     * @throws IllegalArgumentException if the name has other characters, or too many
     * @throws CronStoreException if the database cannot be reached, or is of another product
     */
    public static CronSchema of(DataSource dataSource, String name) {
        return new CronSchema(
                requireNonNull(dataSource, "dataSource"), SchemaName.require(requireNonNull(name, "name")));
    }

    /** The name of the schema. */
    public String name() {
        return name;
    }

    /**
     * Makes the schema and its tables, or upgrades them; does nothing if they are up to date, and then needs no more rights than
     * to read.
     *
     * <p>Any number of nodes may call this at once: one does it, the others wait for it. On PostgreSQL all of it is one
     * transaction, which a failure undoes. On H2, which has no such transactions, callers in one process take turns, and what a
     * failed upgrade leaves behind is refused from then on: back up the file before an upgrade.
     *
     * @throws CronStoreException if the tables are newer than this release, are incomplete, or cannot be changed
     */
    public void apply() {
        migration.apply();
    }

    /**
     * Lets PostgreSQL keep tenants apart as well: makes the roles {@code openclaw_engine} and {@code openclaw_tenant} if the server
     * has none, and puts all tables that hold rows of tenants under row-level security. Optional; without it, where clauses alone
     * keep tenants apart.
     *
     * <p>Afterwards the user of the host's data source, which must not be a superuser, needs both roles: {@code GRANT
     * openclaw_engine, openclaw_tenant TO ...}. Nodes that are running notice at their next start. The tables must be up to date;
     * after each upgrade this has to be called again, for new tables are closed to both roles until then. Calling it again changes
     * nothing otherwise. All of it is one transaction, which waits for all others on these tables.
     *
     * <p>The script is {@code io/openclaw/cron/jdbc/roles/postgresql.sql} in this jar, for administrators who would rather run it
     * themselves.
     *
     * @throws CronStoreException if the database is H2, which has no row-level security; if the tables are not those of this
     *     release; or if the user of this instance's data source may not make roles or does not own the tables
     */
    public void installRoles() {
        if (dialect != Dialect.POSTGRESQL) {
            throw new CronStoreException("H2 has no row-level security; roles for tenants are for PostgreSQL", null);
        }
        migration.run("install the roles for tenants", "roles/postgresql.sql");
    }

    /**
     * Finds out that the tables are those of this release. Changes nothing.
     *
     * @throws CronStoreException if there are none, or older or newer ones; the message says which version is there and which
     *     is needed
     */
    public void validate() {
        var version = version();
        if (version < requiredVersion()) {
            throw new CronStoreException(
                    "The schema " + name
                            + (version == 0
                                    ? " has no tables of OpenClaw Cron that this user may see"
                                    : " has tables of version " + version)
                            + "; version " + requiredVersion()
                            + " is needed. Call CronSchema.apply(), or run the files in io/openclaw/cron/jdbc/migration/"
                            + dialect.folder() + " with a migration tool",
                    null);
        }
    }

    /**
     * The version of the tables.
     *
     * @return the newest file that has been run, by whatever tool; 0 if none
     * @throws CronStoreException if the tables are newer than this release, are incomplete, or cannot be read
     */
    public int version() {
        return migration.version();
    }

    /** The version that this release needs. */
    public int requiredVersion() {
        return migration.newest();
    }
}
