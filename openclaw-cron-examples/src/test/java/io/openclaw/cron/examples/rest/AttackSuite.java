package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.openclaw.cron.examples.rest.auth.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What people send who mean no good, whatever the store; a subclass says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackSuite {
    private static final int REQUESTS = Integer.getInteger("cron.fuzz.requests", 10_000);
    private static final long SEED = Long.getLong("cron.fuzz.seed", 20261122L);

    private static final List<String> NASTY = List.of(
            "' OR '1'='1",
            "'; DROP TABLE openclaw.cron_jobs; --",
            "\" OR 1=1 --",
            "%' ESCAPE '!' --",
            "a%_\\",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${jndi:ldap://localhost/x}",
            "{{7*7}}#{7*7}",
            "../../../../etc/passwd",
            "%s%s%n%d",
            "a\r\nSet-Cookie: x=1",
            "null",
            "\u202Eabc",
            "\uD83D\uDE80 \u0441\u0442\u0440\u043E\u043A\u0430",
            "x\u0000y",
            "\uD800",
            "\u001B[31m",
            " ",
            "x".repeat(255));

    /** With escapes, for half a character has no other way into a body. */
    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private TestHost host;
    private Api admin;

    /** A new and empty store. */
    abstract StoreChoice store();

    @BeforeAll
    void start() {
        host = TestHost.start(store());
        admin = host.as(Role.ADMIN, "acme", "ada");
    }

    @AfterAll
    void stop() {
        host.close();
    }

    private String body(Map<String, ?> fields) {
        return assertNoThrow(() -> json.writeValueAsString(fields));
    }

    private interface Throwing<T> {
        T get() throws Exception;
    }

    private static <T> T assertNoThrow(Throwing<T> action) {
        try {
            return action.get();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void everyTextOfAJobComesBackAsItWasSentOrIsRefused() {
        for (var nasty : NASTY) {
            for (var field : List.of("jobName", "jobKey", "description", "skillName", "schedule", "timezone")) {
                var fields = new TreeMap<String, Object>(
                        Map.of("jobName", "n", "schedule", "0 0 1 1 *", "skillName", "flaky"));
                fields.put(field, nasty);
                var answer = admin.post("", body(fields));
                assertThat(answer.status()).as("%s = %s", field, nasty).isIn(201, 422);
                if (answer.status() == 201) {
                    var job = admin.get("/" + answer.data().get("jobId").asText());
                    assertThat(job.data().get(field).asText()).isEqualTo(nasty);
                    admin.delete("/" + job.data().get("jobId").asText());
                } else {
                    assertThat(answer.field()).isEqualTo(field);
                }
                assertThat(answer.header("Set-Cookie")).isEmpty();
                assertThat(answer.header("Content-Type")).hasValue("application/json");
            }
        }
    }

    @Test
    void parametersComeBackAsTheyWereSentOrAreRefused() {
        for (var nasty : NASTY) {
            var answer = admin.post(
                    "",
                    body(Map.of(
                            "jobName",
                            "p",
                            "schedule",
                            "0 0 1 1 *",
                            "skillName",
                            "flaky",
                            "skillParams",
                            Map.of(nasty, nasty))));
            // 400: half a character in a name is no JSON for the parser.
            assertThat(answer.status()).as(nasty).isIn(201, 400, 422);
            if (answer.status() == 201) {
                assertThat(answer.data().get("skillParams").get(nasty).asText()).isEqualTo(nasty);
            }
        }
        var deep = "{\"x\":".repeat(900) + "1" + "}".repeat(900);
        assertThat(admin.post(
                                "",
                                "{\"jobName\":\"p\",\"schedule\":\"@daily\",\"skillName\":\"flaky\",\"skillParams\":"
                                        + deep + "}")
                        .status())
                .isIn(400, 422);
        assertThat(admin.post("", "[".repeat(100_000)).status()).isEqualTo(400);
    }

    @Test
    void reasonsAreKeptAsTheyWereSentOrRefused() {
        var id = admin.createJob("Reasons");
        for (var nasty : NASTY) {
            var answer = admin.post("/" + id + "/pause", body(Map.of("reason", nasty)));
            assertThat(answer.status()).as(nasty).isIn(200, 422);
            admin.post("/" + id + "/resume", "");
        }
        assertThat(admin.post("/" + id + "/pause", body(Map.of("reason", "x".repeat(200_000))))
                        .status())
                .isIn(200, 422);
    }

    @Test
    void queriesOfAllKindsFindNothingOrAreRefused() {
        var id = admin.createJob("Queried");
        for (var nasty : NASTY) {
            var encoded = URLEncoder.encode(nasty, StandardCharsets.UTF_8);
            for (var name :
                    List.of("sortBy", "sortOrder", "cursor", "status", "limit", "offset", "enabled", "recent")) {
                var answer = admin.get("?" + name + "=" + encoded);
                assertThat(answer.status()).as("%s = %s", name, nasty).isIn(400, 422);
            }
            for (var name : List.of("userId", "skillName", "jobKey", "search")) {
                var answer = admin.get("?" + name + "=" + encoded);
                assertThat(answer.status()).as("%s = %s", name, nasty).isIn(200, 422);
                if (answer.status() == 200 && !nasty.isBlank()) {
                    assertThat(answer.data().get("jobs"))
                            .as("%s = %s", name, nasty)
                            .isEmpty();
                }
            }
            for (var name : List.of("cursor", "trigger", "from", "until", "status")) {
                assertThat(admin.get("/" + id + "/history?" + name + "=" + encoded)
                                .status())
                        .as("%s = %s", name, nasty)
                        .isIn(400, 422);
            }
            var sorted = admin.get("?sortBy=jobName&cursor=" + encoded);
            assertThat(sorted.response().body())
                    .doesNotContainIgnoringCase("select ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void tenThousandRandomRequestsFindNoCrash() {
        var random = new SplittableRandom(SEED);
        var fuzz = new FuzzRequests(random, host.as(Role.ADMIN, "fuzz", "fred").createJob("Fuzzed"), NASTY);
        var counts = new TreeMap<Integer, Integer>();
        var token = TestHost.token(Role.ADMIN, "fuzz", "fred");
        for (int n = 0; n < REQUESTS; n++) {
            var request = fuzz.next(host.url(), token);
            var answer = Api.send(request.build());
            counts.merge(answer.status(), 1, Integer::sum);
            assertThat(answer.status())
                    .as(
                            "seed %s, request %s: %s %s",
                            SEED, n, fuzz.latest(), answer.response().body())
                    .isLessThan(500);
            assertThat(answer.response().body()).doesNotContain("Exception", "\tat ");
        }
        System.out.println("answers to " + REQUESTS + " random requests, seed " + SEED + ": " + counts);
        assertThat(counts.keySet()).contains(200, 400, 404, 422);
    }

    @Test
    void bytesThatAreNoHttpEndTheConnectionAndNothingElse() throws Exception {
        var random = new SplittableRandom(SEED);
        for (int n = 0; n < 200; n++) {
            var bytes = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(bytes);
            try (var connection = new RawConnection(host.url())) {
                connection.send(bytes);
                connection.send("\r\n\r\n");
                assertThat(connection.head().status()).isIn(0, 400, 414, 431, 501, 505);
            }
        }
        assertThat(admin.get("").status()).isEqualTo(200);
    }
}
