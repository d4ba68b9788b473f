package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.examples.rest.auth.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be done with jobs over HTTP, whatever the store; a subclass says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobEndpointsSuite {
    private static final String NO_JOB = "/01890000-0000-7000-8000-000000000000";

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

    @Test
    void aJobIsCreatedWithItsNextRunAndAnAddress() {
        var created = admin.post("", """
                {"jobName":"Report","schedule":"0 9 * * MON-FRI","skillName":"flaky","timezone":"Europe/Oslo",
                 "skillParams":{"failures":0,"deep":{"list":[1,2.5,null,true,"x"]}},"description":"daily","jobKey":"report",
                 "priority":7,"misfirePolicy":"skip","overlapPolicy":"queue","recoveryPolicy":"fail",
                 "catchUpAfterPause":true,"maxRetries":1,"timeoutSeconds":30,"enabled":true}
                """);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location"))
                .hasValue(Api.PREFIX + "/" + created.data().get("jobId").asText());
        assertThat(created.header("ETag")).hasValue("\"1\"");
        assertThat(created.header("Cache-Control")).hasValue("no-store");
        var job = admin.get("/" + created.data().get("jobId").asText());
        assertThat(job.status()).isEqualTo(200);
        assertThat(job.data()).isEqualTo(created.data());
        assertThat(job.data().get("organizationId").asText()).isEqualTo("acme");
        assertThat(job.data().get("userId").asText()).isEqualTo("ada");
        assertThat(job.data().get("skillParams").toString())
                .isEqualTo("{\"failures\":0,\"deep\":{\"list\":[1,2.5,null,true,\"x\"]}}");
        assertThat(job.data().get("overlapPolicy").asText()).isEqualTo("queue");
        assertThat(job.data().get("nextRun").asText()).endsWith(":00:00Z");
        assertThat(job.data().get("enabled").asBoolean()).isTrue();
    }

    @Test
    void aJobThatDoesNotExistIsNotFound() {
        assertThat(admin.get(NO_JOB).status()).isEqualTo(404);
        assertThat(admin.get(NO_JOB).code()).isEqualTo("not_found");
    }

    @Test
    void listsAreCutIntoPages() {
        var lister = host.as(Role.ADMIN, "lister", "lin");
        for (int n = 0; n < 5; n++) {
            lister.createJob("job " + n);
        }

        var first = lister.get("?limit=2&sortBy=jobName&sortOrder=desc");
        var pagination = first.data().get("pagination");
        assertThat(first.data().get("jobs").findValuesAsText("jobName")).containsExactly("job 4", "job 3");
        assertThat(pagination.get("total").asInt()).isEqualTo(5);
        assertThat(pagination.get("limit").asInt()).isEqualTo(2);
        assertThat(pagination.get("offset").asInt()).isZero();
        assertThat(pagination.get("hasMore").asBoolean()).isTrue();

        var second = lister.get("?limit=2&sortBy=jobName&sortOrder=desc&cursor="
                + pagination.get("nextCursor").asText());
        assertThat(second.data().get("jobs").findValuesAsText("jobName")).containsExactly("job 2", "job 1");

        var last = lister.get("?limit=2&offset=4&sortBy=jobName&sortOrder=desc");
        assertThat(last.data().get("jobs").findValuesAsText("jobName")).containsExactly("job 0");
        assertThat(last.data().get("pagination").get("hasMore").asBoolean()).isFalse();
        assertThat(last.data().get("pagination").get("nextCursor").isNull()).isTrue();
    }

    @Test
    void listsAreFilteredAndShowRecentOutcomes() {
        var lister = host.as(Role.ADMIN, "filter", "fay");
        var one = lister.createJob("Alpha");
        lister.post("/" + lister.createJob("Beta") + "/pause", "");
        lister.post("/" + lister.createJob("Gamma") + "/disable", "");
        lister.delete("/" + lister.createJob("Delta"));
        awaitEnd(
                lister,
                lister.post("/" + one + "/run", "").data().get("executionId").asText());

        assertThat(names(lister, "?enabled=true")).containsExactly("Alpha");
        assertThat(names(lister, "?enabled=false")).containsExactly("Beta", "Gamma");
        assertThat(names(lister, "?status=paused,deleted")).containsExactly("Beta", "Delta");
        assertThat(names(lister, "?search=ALPH")).containsExactly("Alpha");
        assertThat(names(lister, "?userId=nobody")).isEmpty();
        assertThat(names(lister, "?skillName=flaky&sortBy=createdAt")).hasSize(3);
        var recent =
                lister.get("?search=alpha&recent=5").data().get("jobs").get(0).get("recent");
        assertThat(recent).hasSize(1);
        assertThat(recent.get(0).get("status").asText()).isEqualTo("completed");
    }

    private static List<String> names(Api api, String query) {
        return api.get(query).data().get("jobs").findValuesAsText("jobName");
    }

    @Test
    void anUpdateChangesWhatItNamesAndNothingElse() {
        var id = admin.post("", """
                {"jobName":"Before","schedule":"0 0 1 1 *","skillName":"flaky","jobKey":"before","description":"old"}
                """).data().get("jobId").asText();

        var updated = admin.put("/" + id, "{\"jobName\":\"After\",\"schedule\":\"0 0 2 1 *\",\"description\":null}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.header("ETag")).hasValue("\"2\"");
        assertThat(updated.data().get("jobName").asText()).isEqualTo("After");
        assertThat(updated.data().get("nextRun").asText()).contains("-01-02T00:00:00Z");
        assertThat(updated.data().get("description").isNull()).isTrue();
        assertThat(updated.data().get("jobKey").asText()).isEqualTo("before");
        assertThat(admin.put("/" + id, "{\"jobKey\":null}").data().get("jobKey").isNull())
                .isTrue();
        assertThat(admin.put("/" + id, "{\"enabled\":false}")
                        .data()
                        .get("status")
                        .asText())
                .isEqualTo("disabled");
    }

    @Test
    void aChangeOfAnOlderVersionIsAConflict() {
        var id = admin.createJob("Versioned");
        assertThat(admin.put("/" + id, "{\"priority\":1}", "If-Match", "\"1\"").status())
                .isEqualTo(200);

        var late = admin.put("/" + id, "{\"priority\":2}", "If-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("conflict");
        assertThat(late.error()).contains("expected version 1, found 2");
        assertThat(admin.delete("/" + id, "If-Match", "\"1\"").status()).isEqualTo(409);

        for (var tag : List.of("1", "W/\"2\"", "\"x\"", "\"1\", \"2\"", "\"99999999999999999999\"")) {
            var malformed = admin.put("/" + id, "{\"priority\":2}", "If-Match", tag);
            assertThat(malformed.status()).as(tag).isEqualTo(400);
            assertThat(malformed.field()).isEqualTo("If-Match");
        }
        assertThat(admin.put("/" + id, "{\"priority\":2}", "If-Match", "*").status())
                .isEqualTo(200);
        assertThat(admin.delete("/" + id, "If-Match", "\"3\"").status()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsTakenIsAConflict() {
        var body = "{\"jobName\":\"K\",\"schedule\":\"0 0 1 1 *\",\"skillName\":\"flaky\",\"jobKey\":\"taken\"}";
        assertThat(admin.post("", body).status()).isEqualTo(201);
        assertThat(admin.post("", body).status()).isEqualTo(409);
        assertThat(host.as(Role.ADMIN, "elsewhere", "eli").post("", body).status())
                .isEqualTo(201);
    }

    @Test
    void aDeletedJobIsGoneAndItsHistoryIsNot() {
        var id = admin.createJob("Short-lived");
        awaitEnd(
                admin,
                admin.post("/" + id + "/run", "").data().get("executionId").asText());

        var deleted = admin.delete("/" + id);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.data().toString()).contains(id);
        assertThat(admin.get("/" + id).status()).isEqualTo(404);
        assertThat(admin.delete("/" + id).status()).isEqualTo(404);
        assertThat(admin.get("/" + id + "/stats").status()).isEqualTo(404);
        assertThat(admin.get("/" + id + "/history").data().get("executions")).hasSize(1);
        assertThat(admin.get("/" + id + "/timeline").status()).isEqualTo(200);
    }

    @Test
    void pausingAndDisablingKeepTheReason() {
        var id = admin.createJob("Switch");
        var paused = admin.post("/" + id + "/pause", "{\"reason\":\"the warehouse moves\"}");
        assertThat(paused.data().get("status").asText()).isEqualTo("paused");
        assertThat(paused.data().get("statusReason").asText()).isEqualTo("the warehouse moves");
        assertThat(admin.post("/" + id + "/resume", "").data().get("status").asText())
                .isEqualTo("enabled");
        assertThat(admin.post("/" + id + "/disable", "").data().get("status").asText())
                .isEqualTo("disabled");
        assertThat(admin.post("/" + id + "/pause", "").status()).isEqualTo(409);
        assertThat(admin.post("/" + id + "/enable", "").data().get("enabled").asBoolean())
                .isTrue();
    }

    @Test
    void aManualRunIsQueuedAndCanBeFollowedToItsEnd() {
        var id = admin.createJob("Run me");
        var queued = admin.post("/" + id + "/run", "{\"reason\":\"to see\"}");
        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.data().get("trigger").asText()).isEqualTo("manual");
        var address = queued.header("Location").orElseThrow();
        assertThat(address).startsWith(Api.PREFIX + "/executions/");

        var ended = awaitEnd(admin, queued.data().get("executionId").asText());
        assertThat(ended.data().get("status").asText()).isEqualTo("completed");
        assertThat(ended.data().get("outputResult").toString()).isEqualTo("{\"attempts\":1}");
        assertThat(ended.data().get("attempt").asInt()).isEqualTo(1);
        assertThat(ended.data().get("completedAt").asText()).endsWith("Z");
    }

    @Test
    void anExecutionIsCancelledWhileItRuns() {
        var operator = host.as(Role.OPERATOR, "acme", "otto");
        var id = admin.createJob("Endless", "countdown", "{\"steps\":100000}");
        var execution =
                operator.post("/" + id + "/run", "").data().get("executionId").asText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("/executions/" + execution)
                        .data()
                        .get("progress")
                        .isObject());

        var asked = operator.post("/executions/" + execution + "/cancel", "{\"reason\":\"enough\"}");
        assertThat(asked.status()).isIn(200, 202);
        var ended = awaitEnd(admin, execution);
        assertThat(ended.data().get("status").asText()).isEqualTo("cancelled");
        assertThat(ended.data().get("errorCode").asText()).isEqualTo("cancelled");
        assertThat(operator.post("/executions/" + execution + "/cancel", "").status())
                .isEqualTo(200);
    }

    @Test
    void aFailureShowsItsErrorAndItsStackOnlyToThoseWhoMendIt() {
        var id = admin.post("", """
                {"jobName":"Broken","schedule":"0 0 1 1 *","skillName":"broken","maxRetries":0}
                """).data().get("jobId").asText();
        var execution =
                admin.post("/" + id + "/run", "").data().get("executionId").asText();
        var ended = awaitEnd(admin, execution);

        assertThat(ended.data().get("status").asText()).isEqualTo("failed");
        assertThat(ended.data().get("errorMessage").asText()).isEqualTo("it broke");
        assertThat(ended.data().get("errorStack").asText()).contains("TestSkills");
        var viewer = host.as(Role.VIEWER, "acme", "vic");
        assertThat(viewer.get("/executions/" + execution).data().has("errorStack"))
                .isFalse();
        var history = viewer.get("/" + id + "/history?status=failed,timeout&trigger=manual");
        assertThat(history.data().get("executions")).hasSize(1);
        assertThat(history.response().body()).doesNotContain("TestSkills");
        assertThat(viewer.get("/" + id + "/history?status=completed").data().get("executions"))
                .isEmpty();
    }

    @Test
    void statisticsTimelineAndAnalyticsAddUp() {
        var counted = host.as(Role.ADMIN, "counted", "cora");
        var id = counted.createJob("Counted");
        for (int n = 0; n < 3; n++) {
            awaitEnd(
                    counted,
                    counted.post("/" + id + "/run", "")
                            .data()
                            .get("executionId")
                            .asText());
        }

        var stats = counted.get("/" + id + "/stats").data();
        assertThat(stats.get("stats").get("totalRuns").asInt()).isEqualTo(3);
        assertThat(stats.get("stats").get("successRate").asDouble()).isEqualTo(1);
        assertThat(stats.get("stats").get("healthStatus").asText()).isEqualTo("healthy");
        assertThat(stats.get("summary").get("outcomes").get("completed").asInt())
                .isEqualTo(3);
        assertThat(stats.get("recentExecutions")).hasSize(3);

        var timeline = counted.get("/" + id + "/timeline?hours=2").data().get("timeline");
        assertThat(timeline).hasSize(2);
        assertThat(timeline.findValuesAsText("completed").stream()
                        .mapToInt(Integer::parseInt)
                        .sum())
                .isEqualTo(3);

        var analytics = counted.get("/analytics?days=2").data();
        assertThat(analytics.get("jobs").asInt()).isEqualTo(1);
        assertThat(analytics.get("summary").get("totalRuns").asInt()).isEqualTo(3);
        assertThat(analytics.get("days")).hasSize(2);
    }

    @Test
    void anExpressionIsExplainedGoodOrBad() {
        var good = admin.post("/validate", "{\"schedule\":\"0 9 * * MON\",\"timezone\":\"Europe/Oslo\"}");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.data().get("valid").asBoolean()).isTrue();
        assertThat(good.data().get("description").asText()).contains("Monday");
        assertThat(good.data().get("nextRuns")).hasSize(5);

        var bad = admin.post("/validate", "{\"schedule\":\"0 99 * * *\"}");
        assertThat(bad.status()).isEqualTo(200);
        assertThat(bad.data().get("valid").asBoolean()).isFalse();
        assertThat(bad.data().get("errors").get(0).get("field").asText()).isEqualTo("hour");
        assertThat(bad.data().get("errors").get(0).get("position").asInt()).isEqualTo(2);
    }

    /** What is wrong with a request for a new job, the status, and the field that is to blame. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                                            | 400 |
            []                                                                           | 400 |
            ``                                                                           | 400 |
            {"jobName":"a"} {}                                                           | 400 |
            {"jobName":"a","jobName":"b","schedule":"@daily","skillName":"flaky"}        | 400 |
            {"schedule":"@daily","skillName":"flaky"}                                    | 400 | jobName
            {"jobName":null,"schedule":"@daily","skillName":"flaky"}                     | 400 | jobName
            {"jobName":1,"schedule":"@daily","skillName":"flaky"}                        | 400 | jobName
            {"jobName":"a","schedule":"@daily","skillName":"flaky","priority":"1"}       | 400 | priority
            {"jobName":"a","schedule":"@daily","skillName":"flaky","priority":1.5}       | 400 | priority
            {"jobName":"a","schedule":"@daily","skillName":"flaky","priority":99999999999} | 400 | priority
            {"jobName":"a","schedule":"@daily","skillName":"flaky","enabled":"true"}     | 400 | enabled
            {"jobName":"a","schedule":"@daily","skillName":"flaky","skillParams":[]}     | 400 | skillParams
            {"jobName":"a","schedule":"@daily","skillName":"flaky","organizationId":"x"} | 400 | organizationId
            {"jobName":"a","schedule":"@daily","skillName":"flaky","userId":"x"}         | 400 | userId
            {"jobName":"","schedule":"@daily","skillName":"flaky"}                       | 422 | jobName
            {"jobName":"a","schedule":"99 * * * *","skillName":"flaky"}                  | 422 | schedule
            {"jobName":"a","schedule":"0 0 30 2 *","skillName":"flaky"}                  | 422 | schedule
            {"jobName":"a","schedule":"@daily","skillName":"nope"}                       | 422 | skillName
            {"jobName":"a","schedule":"@daily","skillName":"flaky","timezone":"Mars/X"}  | 422 | timezone
            {"jobName":"a","schedule":"@daily","skillName":"flaky","priority":10}        | 422 | priority
            {"jobName":"a","schedule":"@daily","skillName":"flaky","maxRetries":101}     | 422 | maxRetries
            {"jobName":"a","schedule":"@daily","skillName":"flaky","timeoutSeconds":0}   | 422 | timeoutSeconds
            {"jobName":"a","schedule":"@daily","skillName":"flaky","misfirePolicy":"SKIP"} | 422 | misfirePolicy
            {"jobName":"a","schedule":"@daily","skillName":"flaky","skillParams":{"x":1e999}} | 422 | skillParams.x
            """)
    void aBadRequestIsToldWhatIsWrongWithIt(String body, int status, String field) {
        var answer = admin.post("", body == null ? "" : body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.body().get("success").asBoolean()).isFalse();
        assertThat(answer.error()).isNotEmpty();
        assertThat(answer.field()).isEqualTo(field == null ? "" : field);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ?limit=0,             422, limit
            ?limit=201,           422, limit
            ?limit=x,             400, limit
            ?limit=,              400, limit
            ?limit=1&limit=2,     400, limit
            ?offset=-1,           422, offset
            ?cursor=x,            422, cursor
            ?sortBy=job_name,     422, sortBy
            ?sortOrder=up,        422, sortOrder
            ?status=,             422, status
            ?status=Enabled,      422, status
            ?enabled=yes,         400, enabled
            ?recent=31,           422, recent
            ?page=1,              400,
            ?limit=%zz,           400,
            /analytics?days=0,    422, days
            /analytics?days=3661, 422, days
            """)
    void aBadQueryIsToldWhatIsWrongWithIt(String query, int status, String field) throws Exception {
        var answer = RawConnection.get(host.url(), Api.PREFIX + query, TestHost.token(Role.VIEWER, "acme", "vic"));
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.body()).contains(field == null ? "\"success\":false" : "\"field\":\"" + field + "\"");
    }

    @Test
    void anUpdateTakesNoNullsWhereNothingCanBeTakenAway() {
        var id = admin.createJob("Nulls");
        assertThat(admin.put("/" + id, "{\"jobName\":null}").status()).isEqualTo(400);
        assertThat(admin.put("/" + id, "{\"version\":7}").status()).isEqualTo(400);
        assertThat(admin.put("/" + id, "{}").status()).isEqualTo(200);
        assertThat(admin.put("/" + id, "{\"schedule\":\"x\"}").status()).isEqualTo(422);
        assertThat(admin.get("/" + id).data().get("jobName").asText()).isEqualTo("Nulls");
    }

    @Test
    void cursorsOfAnotherQueryOrOrganizationAreRefused() {
        var lister = host.as(Role.ADMIN, "cursors", "cy");
        lister.createJob("one");
        lister.createJob("two");
        var cursor = lister.get("?limit=1")
                .data()
                .get("pagination")
                .get("nextCursor")
                .asText();

        assertThat(lister.get("?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(lister.get("?limit=1&sortBy=jobName&cursor=" + cursor).status())
                .isEqualTo(422);
        assertThat(lister.get("?limit=1&offset=1&cursor=" + cursor).status()).isEqualTo(422);
        assertThat(admin.get("?limit=1&cursor=" + cursor).status()).isEqualTo(422);
    }

    private static Api.Answer awaitEnd(Api api, String executionId) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !api.get("/executions/" + executionId)
                        .data()
                        .get("completedAt")
                        .isNull());
        return api.get("/executions/" + executionId);
    }
}
