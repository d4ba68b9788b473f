package io.openclaw.cron.examples.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** A database of a test's own on PostgreSQL: on the server that the build is told to use, or on one that is started. */
public final class ExampleServer implements AutoCloseable {
    private final String url;
    private final AutoCloseable end;

    private ExampleServer(String url, AutoCloseable end) {
        this.url = url;
        this.end = end;
    }

    public static ExampleServer start() throws IOException, SQLException {
        var named = System.getProperty("cron.test.pg.url", System.getenv().getOrDefault("CRON_TEST_PG_URL", ""));
        if (!named.isBlank()) {
            return on(named);
        }
        var started = EmbeddedPostgres.builder().start();
        return new ExampleServer(started.getJdbcUrl("postgres", "postgres"), started);
    }

    private static ExampleServer on(String server) throws SQLException {
        var database = "cron_example_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "CREATE DATABASE " + database);
        return new ExampleServer(
                server.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1"),
                () -> execute(server, "DROP DATABASE " + database + " WITH (FORCE)"));
    }

    private static void execute(String url, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var made = connection.createStatement()) {
            made.execute(statement);
        }
    }

    public String url() {
        return url;
    }

    @Override
    public void close() throws Exception {
        end.close();
    }
}
