package io.openclaw.cron.examples.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.examples.fencing.FenceGuard;
import io.openclaw.cron.jdbc.CronSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** A PostgreSQL server of the run's own, that keeps what it has confirmed, and can be made to crash. */
final class ClusterDatabase implements AutoCloseable {
    private static final String DIARY = """
            CREATE SCHEMA diary;
            CREATE TABLE diary.calls (
              call_id      uuid        PRIMARY KEY,
              job_id       uuid        NOT NULL,
              execution_id uuid        NOT NULL,
              fence        bigint      NOT NULL,
              attempt      integer     NOT NULL,
              life         text        NOT NULL,
              called_at    timestamptz NOT NULL
            );
            CREATE TABLE diary.writes (
              number       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              guarded      text        NOT NULL,
              execution_id uuid        NOT NULL,
              fence        bigint      NOT NULL,
              accepted     boolean     NOT NULL
            );
            """;

    /** Repairing itself after a crash takes its time on a slow machine. */
    private static final Duration STARTUP_LIMIT = Duration.ofMinutes(2);

    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

    private final Path data;
    private final EmbeddedPostgres.Builder builder;
    private final HikariDataSource pool;
    private EmbeddedPostgres running;

    /** Starts it, with the tables of the library and of the diary. */
    ClusterDatabase(Path folder) throws IOException, SQLException {
        data = folder.resolve("postgresql");
        // What the builder thinks right for tests, that a crash may lose what was confirmed, is wrong for this one.
        builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(STARTUP_LIMIT)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "300");
        running = builder.start();
        builder.setPort(running.getPort());
        pool = connect();
        CronSchema.of(pool).apply();
        try (var connection = pool.getConnection();
                var create = connection.createStatement()) {
            create.execute(DIARY);
            new FenceGuard("diary.guard").createTable(connection);
        }
    }

    private HikariDataSource connect() {
        var config = new HikariConfig();
        config.setJdbcUrl(url(running.getPort(), "socketTimeout=30"));
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }

    /** Where it listens, on this machine. */
    int port() {
        return running.getPort();
    }

    /** Its address, by way of a port on this machine. */
    static String url(int port, String settings) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&" + settings;
    }

    /** Connections that nothing disturbs, while the server runs. */
    HikariDataSource pool() {
        return pool;
    }

    /** Ends the server at once; sessions break off, and what was not committed is gone. */
    void crash() throws IOException, InterruptedException {
        var process = ProcessHandle.of(Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim()));
        Signals.send("QUIT", process.orElseThrow().pid());
        process.get().onExit().join();
        running.close();
    }

    /** Starts it again on the same data; it repairs itself. */
    void start() throws IOException {
        running = builder.start();
    }

    @Override
    public void close() throws IOException {
        pool.close();
        running.close();
    }
}
