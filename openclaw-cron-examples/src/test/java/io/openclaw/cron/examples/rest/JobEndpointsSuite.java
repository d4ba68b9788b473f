package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
}
