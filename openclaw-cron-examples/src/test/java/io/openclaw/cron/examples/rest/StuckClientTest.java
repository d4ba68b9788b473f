package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.live.LiveSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that takes nothing, while less waits for it than may. */
class StuckClientTest {
    /** More than the operating system takes for a client that does not read. */
    private static final int EVENTS = 100;

    private static final LiveSettings ROOM_FOR_ALL =
            LiveSettings.DEFAULT.withHeartbeat(Duration.ofMillis(300)).withQueue(10 * EVENTS, 1L << 30);

    @Test
    void aClientThatTakesNothingForThreeHeartbeatsIsCutOffAndCounted() {
        try (var host = TestHost.start(StoreChoice.inMemory(), settings -> settings.withLive(ROOM_FOR_ALL));
                var live = LiveConnection.open(host.url(), TestHost.token(Role.VIEWER, "stuck", "ada"));
                var deaf = RawConnection.webSocket(host.url(), TestHost.token(Role.VIEWER, "stuck", "sam"))) {
            var admin = host.as(Role.ADMIN, "stuck", "ada");
            var job = admin.createJob("Big", TestSkills.BIG, "{}");
            for (int n = 0; n < EVENTS; n++) {
                admin.post("/" + job + "/run", "");
                live.until("cron.completed");
            }

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(host.metric("openclaw_cron_live_cut_off_total"))
                            .isEqualTo(1));
            deaf.readToEnd();
        }
    }
}
