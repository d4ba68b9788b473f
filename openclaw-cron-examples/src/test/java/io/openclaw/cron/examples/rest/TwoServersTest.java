package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.testing.ExampleServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one PostgreSQL: who talks to one sees what the other does. */
class TwoServersTest {
    private final ExampleServer database = Databases.server();
    private TestHost one;
    private TestHost other;

    @BeforeEach
    void start() {
        one = TestHost.start(StoreChoice.inDatabase(database.url(), Map.of()));
        other = TestHost.start(StoreChoice.inDatabase(database.url(), Map.of()));
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
        Databases.stop(database);
    }

    @Test
    void aClientOfOneSeesTheEventsOfBoth() {
        try (var live = LiveConnection.open(other.url(), "", TestHost.token(Role.VIEWER, "acme", "bob"))) {
            live.next();

            var job = one.as(Role.ADMIN, "acme", "ada").createJob("Shared", "countdown", "{\"steps\":1}");
            one.as(Role.OPERATOR, "acme", "ada").post("/" + job + "/run", "");

            assertThat(live.until("cron.completed"))
                    .extracting(message -> message.get("type").asText())
                    .contains("cron.created", "cron.triggered", "cron.completed");
        }
    }

    @Test
    void aJobCreatedThroughOneIsThereForTheOther() {
        var job = one.as(Role.ADMIN, "acme", "ada").createJob("Shared");

        assertThat(other.as(Role.VIEWER, "acme", "bob")
                        .get("/" + job)
                        .data()
                        .get("jobName")
                        .asText())
                .isEqualTo("Shared");
        assertThat(other.as(Role.VIEWER, "rival", "bob").get("/" + job).status())
                .isEqualTo(404);
    }
}
