package io.openclaw.cron.examples.rest;

import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.error.InvalidConfigurationException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.EventPublisher;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where jobs are kept, and how events of other nodes come here: the one place that knows what {@code CRON_DB_URL} means.
 *
 * @param description for people
 * @param store the store; whoever has it closes it, after the library
 * @param events makes, from what shall hear the events of all nodes, what this node's library has to tell its own events to;
 *     with one node alone that is the same
 */
public record StoreChoice(String description, CronStore store, UnaryOperator<EventPublisher> events)
        implements AutoCloseable {

    /**
     * The store that {@code CRON_DB_URL} asks for; in memory if it does not.
     *
     * @throws InvalidConfigurationException if there is no such store
     */
    public static StoreChoice fromEnvironment(Map<String, String> environment) {
        var url = environment.getOrDefault("CRON_DB_URL", "");
        if (url.isBlank() || url.equals("memory")) {
            return inMemory();
        }
        // The address is left out: it may hold a password.
        throw new InvalidConfigurationException(
                "CRON_DB_URL", "names a store that is not supported yet; leave it out, or say 'memory'");
    }

    /** A store that is gone with the process. */
    public static StoreChoice inMemory() {
        return new StoreChoice("in memory", new InMemoryCronStore(), UnaryOperator.identity());
    }

    @Override
    public void close() {
        store.close();
    }
}
