package io.openclaw.cron.jdbc.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.jdbc.CronSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of one test's own, that can be stopped and started again on the same data. */
public final class StoppablePostgres implements AutoCloseable {
    private static final String SCHEMA = "openclaw";
    /** A host that prefers a failure to a long wait; calls are to fail while the server is away. */
    private static final int CONNECTION_TIMEOUT_MILLIS = 300;

    private final EmbeddedPostgres.Builder builder;
    private final TestDatabase database;
    private @Nullable EmbeddedPostgres running;

    /** Makes one and starts it. */
    public StoppablePostgres() {
        var data = TestFolder.root().resolve("stoppable-" + System.nanoTime());
        builder = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        var first = started();
        builder.setPort(first.getPort());
        var url = ((PGSimpleDataSource) first.getPostgresDatabase()).getURL();
        database = new TestDatabase(TestProduct.POSTGRESQL, SCHEMA, () -> {
            var source = new PGSimpleDataSource();
            source.setURL(url);
            source.setUser("postgres");
            return source;
        });
        CronSchema.of(database.dataSource(), SCHEMA).apply();
        ((HikariDataSource) database.dataSource()).setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    }

    /** The library's tables in it. */
    public TestDatabase database() {
        return database;
    }

    /** Stops the server, as its administrator does: sessions are ended at once. */
    public void stop() {
        try {
            if (running != null) {
                running.close();
                running = null;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts the server once more. */
    public void start() {
        started();
    }

    private EmbeddedPostgres started() {
        try {
            var now = builder.start();
            running = now;
            return now;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        ((HikariDataSource) database.dataSource()).close();
        stop();
    }
}
