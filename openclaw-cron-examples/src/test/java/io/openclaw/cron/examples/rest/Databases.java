package io.openclaw.cron.examples.rest;

import io.openclaw.cron.examples.testing.ExampleServer;
import java.util.Map;
import java.util.UUID;

/** Stores in databases of a test's own, which are gone when the store is closed. */
final class Databases {
    private Databases() {}

    static StoreChoice h2() {
        return StoreChoice.inDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", Map.of());
    }

    static StoreChoice postgres() {
        var server = server();
        var choice = StoreChoice.inDatabase(server.url(), Map.of());
        return new StoreChoice(choice.description(), choice.store(), choice.events(), () -> {
            choice.resources().run();
            stop(server);
        });
    }

    static ExampleServer server() {
        try {
            return ExampleServer.start();
        } catch (Exception failure) {
            throw new IllegalStateException("There is no PostgreSQL to test with", failure);
        }
    }

    static void stop(ExampleServer server) {
        try {
            server.close();
        } catch (Exception failure) {
            throw new IllegalStateException("PostgreSQL could not be stopped", failure);
        }
    }
}
