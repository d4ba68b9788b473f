package io.openclaw.cron.examples.measure;

import io.openclaw.cron.examples.rest.StoreChoice;
import java.util.Map;

/** The store that is measured: in memory, unless the variables with which the server is set up name a database. */
final class MeasuredStore {
    static final String HELP = """
            In memory, unless CRON_DB_URL (with CRON_DB_USER and CRON_DB_PASSWORD) names a database, which should be empty.
            """;

    private MeasuredStore() {}

    static StoreChoice open() {
        return open(System.getenv());
    }

    static StoreChoice open(Map<String, String> environment) {
        return environment.getOrDefault("CRON_DB_URL", "").isBlank()
                ? StoreChoice.inMemory()
                : StoreChoice.fromEnvironment(environment);
    }
}
