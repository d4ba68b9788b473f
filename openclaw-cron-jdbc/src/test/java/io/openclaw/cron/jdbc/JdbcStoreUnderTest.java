package io.openclaw.cron.jdbc;

import io.openclaw.cron.core.store.StoreUnderTest;
import io.openclaw.cron.jdbc.testing.GuardedDatabases;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.CronStore;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A store in a database of its own. */
final class JdbcStoreUnderTest implements StoreUnderTest {
    private final TestDatabase database;
    private final JdbcCronStore store;
    private final Runnable giveBack;

    JdbcStoreUnderTest(TestProduct product) {
        this(product.open());
    }

    private JdbcStoreUnderTest(TestDatabase database) {
        this(database, database.dataSource(), database::close);
    }

    JdbcStoreUnderTest(GuardedDatabases.Guarded guarded) {
        this(guarded.database(), guarded.dataSource(), guarded::close);
    }

    private JdbcStoreUnderTest(TestDatabase database, DataSource dataSource, Runnable giveBack) {
        this.database = database;
        this.store = new JdbcCronStore(dataSource, database.schema());
        this.giveBack = giveBack;
    }

    @Override
    public CronStore store() {
        return store;
    }

    /** The database's clock is nobody's to move, so its past is. */
    @Override
    public void letStoreTimePass(Duration duration) {
        Jdbi.create(database.dataSource())
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE " + database.schema()
                                        + ".cron_nodes SET last_beat = last_beat - CAST(:seconds AS numeric) * INTERVAL '1' SECOND")
                        .bind("seconds", duration.toMillis() / 1_000.0)
                        .execute());
    }

    @Override
    public void close() {
        store.close();
        giveBack.run();
    }
}
