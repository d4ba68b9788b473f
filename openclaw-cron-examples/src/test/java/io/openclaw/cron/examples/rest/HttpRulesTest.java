package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.http.RateLimits;
import io.openclaw.cron.examples.rest.http.WebSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for every request: methods, types, headers, rates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpRulesTest {
    private TestHost host;
    private Api admin;

    @BeforeAll
    void start() {
        host = TestHost.start(StoreChoice.inMemory());
        admin = host.as(Role.ADMIN, "acme", "ada");
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNotTakenIsSaid() {
        assertThat(admin.get("/a/b/c/d").status()).isEqualTo(404);
        assertThat(admin.send("GET", "//elsewhere", null).status()).isEqualTo(404);
        var wrong = admin.send("PATCH", "", "{}");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).hasValue("GET, POST");
        assertThat(admin.send("HEAD", "", null).status()).isEqualTo(405);
        assertThat(admin.send("DELETE", "//health", null).status()).isEqualTo(405);
    }

    @Test
    void onlyJsonIsTaken() {
        for (var type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/json;charset=latin1", "x")) {
            var answer = Api.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(host.url() + Api.PREFIX))
                    .header("Authorization", "Bearer " + TestHost.token(Role.ADMIN, "acme", "ada"))
                    .header("Content-Type", type)
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                    .build());
            assertThat(answer.status()).as(type).isEqualTo(415);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var answer = admin.post("", "{\"jobName\":\"" + "x".repeat(256 * 1024) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too_large");
    }

    @Test
    void pagesTellBrowsersToRunNothingForeign() {
        var page = host.anonymous().send("GET", "//", null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Server")).isEmpty();
    }

    @Test
    void noOtherSiteMayAskUnlessItIsSaid() {
        var preflight = admin.send(
                "OPTIONS", "", null, "Origin", "https://app.example.org", "Access-Control-Request-Method", "GET");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();

        var web = WebSettings.at("127.0.0.1", 0).withCorsOrigins(List.of("https://app.example.org"));
        try (var open = TestHost.start(StoreChoice.inMemory(), settings -> settings.withWeb(web))) {
            var api = open.anonymous();
            var asked = api.send(
                    "OPTIONS",
                    "",
                    null,
                    "Origin",
                    "https://app.example.org",
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization");
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.header("Access-Control-Allow-Origin")).hasValue("https://app.example.org");
            assertThat(asked.header("Access-Control-Allow-Headers")).hasValue("authorization");
            var refused = api.send("OPTIONS", "", null, "Origin", "https://evil.example");
            assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgainAndOthersAreNot() {
        try (var limited =
                TestHost.start(StoreChoice.inMemory(), settings -> settings.withRates(new RateLimits.Rates(2, 5)))) {
            var eager = limited.as(Role.VIEWER, "acme", "eager");
            for (int n = 0; n < 4; n++) {
                assertThat(eager.get("").status()).isEqualTo(200);
            }
            var refused = eager.get("");
            for (int n = 0; n < 20 && refused.status() == 200; n++) {
                refused = eager.get("");
            }
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(refused.header("Retry-After")).hasValue("1");

            assertThat(limited.as(Role.VIEWER, "acme", "calm").get("").status()).isEqualTo(200);
            assertThat(limited.as(Role.VIEWER, "other", "eager").get("").status())
                    .isEqualTo(200);
            assertThat(organizationRefuses(limited)).isTrue();
        }
    }

    /** Many users, each well within their own rate. */
    private static boolean organizationRefuses(TestHost limited) {
        for (int user = 0; user < 100; user++) {
            if (limited.as(Role.VIEWER, "crowd", "user" + user).get("").status() == 429) {
                return true;
            }
        }
        return false;
    }

    @Test
    void healthAndMetricsTakeNoToken() {
        var health = host.anonymous().send("GET", "//health", null);
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.data().get("status").asText()).isEqualTo("up");

        var metrics = host.anonymous().send("GET", "//metrics", null);
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.response().body())
                .contains("openclaw_cron_scheduled ", "openclaw_cron_live_clients ", "jvm_memory_used_bytes{")
                .doesNotContain("acme");
    }

    @Test
    void aStoppedLibraryIsToldByItsHealth() {
        try (var stopped = TestHost.start(StoreChoice.inMemory())) {
            stopped.host().cron().close();
            var health = stopped.anonymous().send("GET", "//health", null);
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.data().get("status").asText()).isEqualTo("down");
        }
    }
}
