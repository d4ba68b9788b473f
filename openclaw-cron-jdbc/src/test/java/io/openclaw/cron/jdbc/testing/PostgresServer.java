package io.openclaw.cron.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL server of this JVM's tests, with a database of their own on it: the one named by {@code CRON_TEST_PG_URL} or
 * {@code cron.test.pg.url}, otherwise one that is started from the build's own dependencies and ends with the JVM.
 */
final class PostgresServer {
    private static final String VARIABLE = "CRON_TEST_PG_URL";
    private static final String PROPERTY = "cron.test.pg.url";
    /** Started at most once, also where that fails: the next test would wait for the same failure. */
    private static final FutureTask<PostgresServer> SHARED = new FutureTask<>(PostgresServer::prepare);

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;

    private PostgresServer(PGSimpleDataSource tests) {
        this.url = tests.getURL();
        this.user = tests.getUser();
        this.password = tests.getPassword();
    }

    static PostgresServer shared() {
        SHARED.run();
        try {
            return SHARED.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "There is no PostgreSQL to test with: " + failed.getCause().getMessage()
                            + ". Where none can be started, "
                            + "name a server in the environment variable " + VARIABLE + " or the system property "
                            + PROPERTY
                            + ", as in jdbc:postgresql://localhost/postgres?user=me&password=secret, with a superuser",
                    failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL was starting", interrupted);
        }
    }

    /** The tests' database, for a superuser. */
    PGSimpleDataSource database() {
        return database(user, password);
    }

    PGSimpleDataSource database(@Nullable String asUser, @Nullable String withPassword) {
        var database = new PGSimpleDataSource();
        database.setURL(url);
        database.setUser(asUser);
        database.setPassword(withPassword);
        return database;
    }

    private static PostgresServer prepare() throws IOException, SQLException {
        var named = named();
        if (named == null) {
            return new PostgresServer(withDatabase(embedded()));
        }
        var server = new PGSimpleDataSource();
        server.setURL(named);
        var tests = withDatabase(server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(server, tests), "drop-test-database"));
        return new PostgresServer(tests);
    }

    private static @Nullable String named() {
        var property = System.getProperty(PROPERTY, "");
        var name = property.isBlank() ? System.getenv(VARIABLE) : property;
        return name == null || name.isBlank() ? null : name;
    }

    private static PGSimpleDataSource embedded() throws IOException {
        // Every open test has a pool of its own.
        var started = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .start();
        return (PGSimpleDataSource) started.getPostgresDatabase();
    }

    /**
     * A database that is not sorted by code point, as most databases are not: so tests see where order is left to the locale.
     */
    private static PGSimpleDataSource withDatabase(PGSimpleDataSource server) throws SQLException {
        var name = "cron_test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = server.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'"
                    + " LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
        }
        var tests = new PGSimpleDataSource();
        tests.setURL(server.getURL());
        tests.setUser(server.getUser());
        tests.setPassword(server.getPassword());
        tests.setDatabaseName(name);
        return tests;
    }

    private static void drop(PGSimpleDataSource server, PGSimpleDataSource tests) {
        try (var connection = server.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + tests.getDatabaseName() + " WITH (FORCE)");
        } catch (SQLException left) {
            System.err.println("The test database " + tests.getDatabaseName() + " is left: " + left.getMessage());
        }
    }
}
