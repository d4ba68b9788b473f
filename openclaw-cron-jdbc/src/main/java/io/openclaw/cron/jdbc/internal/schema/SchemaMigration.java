package io.openclaw.cron.jdbc.internal.schema;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.internal.DatabaseError;
import io.openclaw.cron.jdbc.internal.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the tables of a schema with what a list of scripts makes of them, and runs those that are missing. */
public final class SchemaMigration {
    private static final Logger log = LoggerFactory.getLogger(SchemaMigration.class);

    private final DataSource dataSource;
    private final String schema;
    private final List<SchemaScript> scripts;
    private final SchemaLock lock;

    /**
     * The scripts for a schema.
     *
     * @param dataSource to the database
     * @param dialect what it is
     * @param schema need not exist
     * @param scripts from version 1 on
     */
    public SchemaMigration(DataSource dataSource, Dialect dialect, String schema, List<SchemaScript> scripts) {
        this.dataSource = dataSource;
        this.schema = SchemaName.require(schema);
        this.scripts = List.copyOf(scripts);
        this.lock = SchemaLock.of(dialect);
    }

    /** The version that the last script makes. */
    public int newest() {
        return scripts.size();
    }

    /** The version that is there; 0 if none. */
    public int version() {
        return withConnection(
                "read the version of schema " + schema,
                connection -> current(connection).version());
    }

    /** Runs what is missing, alone. */
    public void apply() {
        withConnection("apply the scripts to schema " + schema, connection -> {
            // Most starts find everything done: they need neither the lock nor the right to make tables. What else is
            // found is
            // judged under the lock, for another caller may be half-way.
            if (SchemaState.read(connection, schema).version() != newest()) {
                lock.locked(connection, schema, () -> runMissing(connection));
            }
            return newest();
        });
    }

    /**
     * Runs a script beside the versioned ones, alone, on tables that are up to date.
     *
     * @param act what it does, for messages: follows "could not"
     * @param script the name of a file of the library
     */
    public void run(String act, String script) {
        withConnection(act + " in schema " + schema, connection -> {
            lock.locked(connection, schema, () -> {
                if (current(connection).version() != newest()) {
                    throw new CronStoreException(
                            "The store could not " + act + ": the tables in schema " + schema + " are of version "
                                    + current(connection).version() + "; bring them to version " + newest() + " first",
                            null);
                }
                lock.enter(connection, schema);
                try (var statement = connection.createStatement()) {
                    statement.execute(SchemaScript.read(script));
                }
            });
            return newest();
        });
    }

    private void runMissing(Connection connection) throws SQLException {
        var before = current(connection).version();
        if (before == newest()) {
            return;
        }
        try (var statement = connection.createStatement()) {
            if (!SchemaState.schemaExists(connection, schema)) {
                statement.execute("CREATE SCHEMA " + schema);
            }
            lock.enter(connection, schema);
            for (var script : scripts.subList(before, newest())) {
                statement.execute(script.text());
            }
        }
        log.info("schema={} brought from version {} to {}", schema, before, newest());
    }

    private SchemaState current(Connection connection) throws SQLException {
        var state = SchemaState.read(connection, schema);
        if (state.version() > newest()) {
            throw new CronStoreException(
                    "The tables in schema " + schema + " are of version " + state.version()
                            + ", and this release knows versions up to " + newest()
                            + " only: a newer release has upgraded them, so start that one here",
                    null);
        }
        if (state.incomplete()) {
            throw new CronStoreException(
                    "The schema " + schema + " has tables without a version, as a script leaves them that has failed"
                            + " half-way; restore the database from before, or drop the schema if it is new",
                    null);
        }
        return state;
    }

    private <T> T withConnection(String act, Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            var autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                if (!autoCommit) {
                    connection.setAutoCommit(false);
                }
            }
        } catch (SQLException failure) {
            throw DatabaseError.toStoreException(act, failure);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
