package io.openclaw.cron.examples.rest;

import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.InvalidConfigurationException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.EventPublisher;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where jobs are kept, and how events of other nodes come here: the one place that knows what {@code CRON_DB_URL} means.
 *
 * @param description for people
 * @param store the store
 * @param events makes, from what shall hear the events of all nodes, what this node's library has to tell its own events to;
 *     with one node alone that is the same
 * @param resources what the store is made of
 */
public record StoreChoice(String description, CronStore store, UnaryOperator<EventPublisher> events, Runnable resources)
        implements AutoCloseable {
    /** Where jobs are kept if nothing is said, below the working directory. */
    private static final Path DEFAULT_FILE = Path.of("data", "openclaw-cron");

    /**
     * The store that {@code CRON_DB_URL} asks for; in a file of H2 if it does not.
     *
     * @throws InvalidConfigurationException if there is no such store
     * @throws CronStoreException if it cannot be reached
     */
    public static StoreChoice fromEnvironment(Map<String, String> environment) {
        var url = environment.getOrDefault("CRON_DB_URL", "");
        if (url.equals("memory")) {
            return inMemory();
        }
        if (url.isBlank()) {
            return inDatabase("jdbc:h2:file:" + DEFAULT_FILE.toAbsolutePath(), Map.of());
        }
        if (url.startsWith("jdbc:h2:") || url.startsWith("jdbc:postgresql:")) {
            return inDatabase(url, environment);
        }
        // The address is left out: it may hold a password.
        throw new InvalidConfigurationException(
                "CRON_DB_URL",
                "names a database that is not supported; allowed are jdbc:h2:..., jdbc:postgresql:... and 'memory'");
    }

    /** A store that is gone with the process. */
    public static StoreChoice inMemory() {
        return new StoreChoice("in memory", new InMemoryCronStore(), UnaryOperator.identity(), () -> {});
    }

    /**
     * A store in a database, whose tables are made or upgraded if need be.
     *
     * @param url its JDBC address
     * @param environment has {@code CRON_DB_USER} and {@code CRON_DB_PASSWORD}, unless none are needed
     */
    public static StoreChoice inDatabase(String url, Map<String, String> environment) {
        var database = HostDatabase.open(url, environment.get("CRON_DB_USER"), environment.get("CRON_DB_PASSWORD"));
        return new StoreChoice(database.description(), database.store(), database::relayed, database::close);
    }

    @Override
    public void close() {
        store.close();
        resources.run();
    }
}
