package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenIssuer;
import io.openclaw.cron.examples.rest.live.LiveSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events over WebSocket, whatever the store; a subclass says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveEventsSuite {
    private static final String CUT_OFF = "openclaw_cron_live_cut_off_total";

    private static final LiveSettings SETTINGS = LiveSettings.DEFAULT
            .withHeartbeat(Duration.ofMillis(300))
            .withQueue(100, 1 << 20)
            .withKept(20)
            .withClientsPerUser(5);

    private TestHost host;

    /** A new and empty store. */
    abstract StoreChoice store();

    @BeforeAll
    void start() {
        host = TestHost.start(store(), settings -> settings.withLive(SETTINGS));
    }

    @AfterAll
    void stop() {
        host.close();
    }

    private LiveConnection connect(String organization, String user) {
        return connect(organization, user, "");
    }

    private LiveConnection connect(String organization, String user, String query) {
        return LiveConnection.open(host.url(), query, TestHost.token(Role.VIEWER, organization, user));
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("type").asText())
                .filter(type -> !type.equals("heartbeat"))
                .toList();
    }

    @Test
    void aClientSeesWhatBecomesOfAJob() {
        var admin = host.as(Role.ADMIN, "acme", "ada");
        try (var live = connect("acme", "bob")) {
            var hello = live.next();
            assertThat(hello.get("type").asText()).isEqualTo("hello");
            assertThat(hello.get("rooms").toString()).isEqualTo("[\"org:acme\",\"user:bob\"]");

            var job = admin.createJob("Live", "countdown", "{\"steps\":2}");
            var execution =
                    admin.post("/" + job + "/run", "").data().get("executionId").asText();

            var events = live.until("cron.completed").stream()
                    .filter(message -> message.has("id"))
                    .toList();
            assertThat(types(events))
                    .containsExactly(
                            "cron.created", "cron.triggered", "skill.progress", "skill.progress", "cron.completed");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.get("organizationId").asText()).isEqualTo("acme");
                assertThat(event.get("jobId").asText()).isEqualTo(job);
                assertThat(event.get("time").asText()).endsWith("Z");
            });
            assertThat(events.get(1).get("data").get("startTime").asText()).endsWith("Z");
            assertThat(events.get(2).get("data").toString())
                    .isEqualTo("{\"stage\":\"counting\",\"progress\":0,\"message\":\"2 to go\"}");
            var completed = events.get(4);
            assertThat(completed.get("executionId").asText()).isEqualTo(execution);
            assertThat(completed.get("data").get("jobName").asText()).isEqualTo("Live");
            assertThat(completed.get("data").get("result").toString()).isEqualTo("{\"steps\":2}");
            assertThat(completed.get("data").get("executionTime").asLong()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aFailureIsToldWithItsRetries() {
        var admin = host.as(Role.ADMIN, "failing", "ada");
        try (var live = connect("failing", "ada")) {
            var job = admin.post("", """
                    {"jobName":"Fails","schedule":"0 0 1 1 *","skillName":"flaky","skillParams":{"failures":9},"maxRetries":1}
                    """).data().get("jobId").asText();
            admin.post("/" + job + "/run", "");

            var events = live.until("cron.failed");
            assertThat(types(events))
                    .containsExactly(
                            "hello",
                            "cron.created",
                            "cron.triggered",
                            "cron.retrying",
                            "cron.triggered",
                            "cron.failed");
            var failed = events.get(events.size() - 1).get("data");
            assertThat(failed.get("retryAttempt").asInt()).isEqualTo(1);
            assertThat(failed.get("errorCode").asText()).isEqualTo("not_yet");
            assertThat(failed.toString()).doesNotContain("\tat ");
        }
    }

    @Test
    void organizationsDoNotSeeEachOtherEvenIfTheirUsersHaveTheSameName() {
        try (var red = connect("red", "ada");
                var blue = connect("blue", "ada")) {
            red.next();
            blue.next();

            host.as(Role.ADMIN, "red", "ada").createJob("Red");
            host.as(Role.ADMIN, "blue", "ada").createJob("Blue");

            assertThat(red.until("cron.created").toString()).contains("Red").doesNotContain("Blue");
            assertThat(blue.until("cron.created").toString()).contains("Blue").doesNotContain("Red");
        }
    }

    @Test
    void aClientCanLeaveItsOrganizationsRoomAndKeepItsOwn() {
        try (var live = connect("rooms", "ada")) {
            live.next();
            live.say("{\"type\":\"leave\",\"room\":\"org:rooms\"}");
            assertThat(live.until("rooms").toString()).contains("[\"user:ada\"]");

            host.as(Role.ADMIN, "rooms", "bob").createJob("Bob's");
            host.as(Role.ADMIN, "rooms", "ada").createJob("Ada's");
            assertThat(live.until("cron.created").toString()).contains("Ada's").doesNotContain("Bob's");

            live.say("{\"type\":\"join\",\"room\":\"org:rooms\"}");
            live.until("rooms");
            host.as(Role.ADMIN, "rooms", "bob").createJob("Bob's second");
            assertThat(live.until("cron.created").toString()).contains("Bob's second");
        }
    }

    @Test
    void nobodyGetsIntoTheRoomOfAnotherOrganizationOrUser() {
        try (var live = connect("curious", "eve")) {
            live.next();
            for (var room : List.of("org:acme", "user:ada", "org:curious ", "", "*", "org:%", "org:curious\\u0000")) {
                live.say("{\"type\":\"join\",\"room\":\"" + room + "\"}");
                assertThat(live.until("error").toString()).contains("\"forbidden\"");
            }
        }
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredAndChangesNothing() {
        try (var live = connect("talker", "tom")) {
            live.next();
            for (var text : List.of(
                    "", "{", "[]", "null", "{\"type\":1}", "{\"type\":\"shout\"}", "{\"type\":\"ping\",\"x\":1}")) {
                live.say(text);
                assertThat(live.until("error")).isNotEmpty();
            }
            live.say("{\"type\":\"ping\"}");
            assertThat(live.until("pong")).isNotEmpty();
        }
    }

    @Test
    void messagesThatAreTooLongOrBinaryEndTheConnection() {
        try (var live = connect("talker", "tim")) {
            live.say("{\"type\":\"" + "x".repeat(10_000) + "\"}");
            assertThat(live.closeCode()).isEqualTo(1009);
        }
        try (var live = connect("talker", "tim")) {
            live.socket()
                    .sendBinary(java.nio.ByteBuffer.wrap(new byte[3]), true)
                    .join();
            assertThat(live.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void heartbeatsComeByThemselves() {
        try (var live = connect("quiet", "quin")) {
            live.until("heartbeat");
            assertThat(live.until("heartbeat")).hasSize(1);
        }
    }

    @Test
    void whoComesBackGetsWhatItHasMissedAndNothingTwice() {
        var admin = host.as(Role.ADMIN, "back", "ada");
        String last;
        try (var live = connect("back", "ada")) {
            admin.createJob("seen");
            var events = live.until("cron.created");
            last = events.get(events.size() - 1).get("id").asText();
        }
        admin.createJob("missed 1");
        host.as(Role.ADMIN, "other", "oz").createJob("not theirs");
        admin.createJob("missed 2");
        awaitEvents("back", last, "missed 2");

        try (var live = connect("back", "ada", "?lastEventId=" + last)) {
            admin.createJob("new");
            var events = live.until(message -> message.toString().contains("\"new\""));
            assertThat(events.stream()
                            .map(event -> event.path("data").path("jobName").asText())
                            .filter(name -> !name.isEmpty()))
                    .containsExactly("missed 1", "missed 2", "new");
        }
    }

    /** Events are sent a moment after the answer to the request that caused them. */
    private void awaitEvents(String organization, String since, String jobName) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (var live = connect(organization, "ada", "?lastEventId=" + since)) {
                return live.until("heartbeat").toString().contains(jobName);
            }
        });
    }

    @Test
    void whoComesBackTooLateIsToldSo() {
        var admin = host.as(Role.ADMIN, "late", "ada");
        String last;
        try (var live = connect("late", "ada")) {
            last = live.next().get("lastEventId").asText();
            for (int n = 0; n < 25; n++) {
                admin.createJob("job " + n);
            }
            live.until(message -> message.toString().contains("job 24"));
        }

        try (var live = connect("late", "ada", "?lastEventId=" + last)) {
            assertThat(types(live.until("heartbeat"))).containsExactly("hello", "gap");
        }
    }

    @Test
    void anIdOfAnotherLifeOrNoIdAtAllIsAGap() {
        for (var id : List.of("00000000-1", "nonsense", "", "1%27%20OR%201=1", "99999999999999999999")) {
            try (var live = connect("past", "pam", "?lastEventId=" + id)) {
                assertThat(types(live.until("heartbeat"))).containsExactly("hello", "gap");
            }
        }
    }

    @Test
    void aSlowClientIsCutOffAndOthersGetEverything() {
        var admin = host.as(Role.ADMIN, "slow", "ada");
        var job = admin.createJob("Big", TestSkills.BIG, "{}");
        var token = TestHost.token(Role.VIEWER, "slow", "sam");
        try (var deaf = RawConnection.webSocket(host.url(), token);
                var live = connect("slow", "ada")) {
            // How much the operating system takes on its behalf differs.
            for (int n = 0; n < 500 && (n < 100 || host.metric(CUT_OFF) == 0); n++) {
                admin.post("/" + job + "/run", "");
                live.until("cron.completed");
            }

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(host.metric(CUT_OFF)).isEqualTo(1));
            // It gets what was on its way, and then its end.
            CompletableFuture.runAsync(deaf::readToEnd)
                    .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void aConnectionEndsWithItsToken() {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofMillis(700));
        var token = new TokenIssuer(TestHost.AUTH).issue(new Identity("brief", "ben", Role.VIEWER, expiry));
        try (var live = LiveConnection.open(host.url(), token)) {
            assertThat(live.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aUserHasOnlySoManyConnections() {
        var open = new java.util.ArrayList<LiveConnection>();
        try {
            for (int n = 0; n < 5; n++) {
                var live = connect("many", "max");
                live.next();
                open.add(live);
            }
            assertThat(LiveConnection.refusal(host.url(), "", TestHost.token(Role.VIEWER, "many", "max")))
                    .isEqualTo(429);
            assertThat(LiveConnection.refusal(host.url(), "", TestHost.token(Role.VIEWER, "many", "mia")))
                    .isEqualTo(101);
        } finally {
            open.forEach(LiveConnection::close);
        }
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        assertThat(LiveConnection.refusal(host.url(), "", "nonsense")).isEqualTo(401);
        assertThat(LiveConnection.refusal(
                        host.url(), "?token=" + TestHost.token(Role.ADMIN, "acme", "ada"), "nonsense"))
                .isEqualTo(401);
        assertThat(LiveConnection.refusal(host.url(), "?x=1", TestHost.token(Role.ADMIN, "acme", "ada")))
                .isEqualTo(400);
        assertThat(RawConnection.upgrade(host.url(), "/openclaw/ws", "").status())
                .isEqualTo(401);
        assertThat(RawConnection.upgrade(host.url(), "/openclaw/elsewhere", "").status())
                .isEqualTo(404);
        assertThat(host.anonymous().send("GET", "//openclaw/ws", null).status()).isEqualTo(426);
    }

    @Test
    void aBrowsersTokenComesAsASubprotocolAndIsNotRepeated() {
        var token = TestHost.token(Role.VIEWER, "browser", "bea");
        for (var offer : List.of("openclaw.cron.v1, bearer." + token, "bearer." + token + ", openclaw.cron.v1")) {
            var answer = RawConnection.upgrade(host.url(), "/openclaw/ws", "Sec-WebSocket-Protocol: " + offer + "\r\n");
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.head())
                    .contains("Sec-WebSocket-Protocol: openclaw.cron.v1\r\n")
                    .doesNotContain("bearer");
        }
        var refused = RawConnection.upgrade(
                host.url(), "/openclaw/ws", "Sec-WebSocket-Protocol: openclaw.cron.v1, bearer.x\r\n");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.head()).doesNotContain("bearer.x");
    }
}
