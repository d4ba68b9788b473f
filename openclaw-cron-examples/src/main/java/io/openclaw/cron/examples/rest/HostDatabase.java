package io.openclaw.cron.examples.rest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.JdbcEventRelay;
import io.openclaw.cron.spi.EventPublisher;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The database of the host: a pool of connections, the library's tables, and the way to the events of other nodes. */
final class HostDatabase implements AutoCloseable {
    private static final String SCHEMA = "openclaw";

    /**
     * For requests, the library, and two connections that listen. No more than a few for each processor of the database: what waits
     * here is served in the order in which it came, whereas sessions that compete for a processor are all slow.
     */
    private static final int CONNECTIONS = 8;

    private final HikariDataSource pool;
    private final JdbcCronStore store;
    private final AtomicReference<JdbcEventRelay> relay = new AtomicReference<>();

    private HostDatabase(HikariDataSource pool) {
        this.pool = pool;
        CronSchema.of(pool, SCHEMA).apply();
        this.store = new JdbcCronStore(pool, SCHEMA);
    }

    /**
     * Opens a database, and makes or upgrades the tables.
     *
     * @throws CronStoreException if that is not possible; nothing is left open then
     */
    static HostDatabase open(String url, @Nullable String user, @Nullable String password) {
        var pool = pool(url, user, password);
        try {
            return new HostDatabase(pool);
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    private static HikariDataSource pool(String url, @Nullable String user, @Nullable String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setPoolName("openclaw-cron");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException unreachable) {
            throw new CronStoreException("The database of CRON_DB_URL cannot be reached", unreachable);
        }
    }

    String description() {
        return store.shared() ? "in PostgreSQL" : "in a file of H2";
    }

    JdbcCronStore store() {
        return store;
    }

    /** What this node's events are to be told to, so that takers on all nodes hear them; here, the taker itself. */
    EventPublisher relayed(EventPublisher taker) {
        if (!store.shared()) {
            return taker;
        }
        var toOthers = new JdbcEventRelay(pool, SCHEMA, taker);
        relay.set(toOthers);
        return event -> {
            taker.publish(event);
            toOthers.publish(event);
        };
    }

    @Override
    public void close() {
        var open = relay.get();
        if (open != null) {
            open.close();
        }
        pool.close();
    }
}
