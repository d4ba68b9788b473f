package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.http.Route;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what, on every endpoint, whatever the store; a subclass says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessSuite {
    private static final String NOBODYS = "01890000-0000-7000-8000-000000000000";

    /** Once more, so that nobody changes a role in passing. */
    private static final Map<String, String> LEAST_ROLES = Map.ofEntries(
            Map.entry("POST ", "admin"),
            Map.entry("GET ", "viewer"),
            Map.entry("POST /validate", "viewer"),
            Map.entry("GET /analytics", "viewer"),
            Map.entry("GET /executions/{executionId}", "viewer"),
            Map.entry("POST /executions/{executionId}/cancel", "operator"),
            Map.entry("GET /{id}", "viewer"),
            Map.entry("PUT /{id}", "admin"),
            Map.entry("DELETE /{id}", "admin"),
            Map.entry("POST /{id}/run", "operator"),
            Map.entry("POST /{id}/pause", "operator"),
            Map.entry("POST /{id}/resume", "operator"),
            Map.entry("POST /{id}/enable", "admin"),
            Map.entry("POST /{id}/disable", "admin"),
            Map.entry("GET /{id}/history", "viewer"),
            Map.entry("GET /{id}/stats", "viewer"),
            Map.entry("GET /{id}/timeline", "viewer"));

    private TestHost host;

    /** A new and empty store. */
    abstract StoreChoice store();

    @BeforeAll
    void start() {
        host = TestHost.start(store());
    }

    @AfterAll
    void stop() {
        host.close();
    }

    private List<Route> guarded() {
        return host.host().routes().stream()
                .filter(route -> route.path().startsWith(Api.PREFIX))
                .toList();
    }

    private static Api.Answer ask(Api api, Route route, String id) {
        var path = route.path().substring(Api.PREFIX.length()).replaceAll("\\{[a-zA-Z]+}", id);
        var takesBody = route.method().name().equals("PUT") || route.path().equals(Api.PREFIX + "/validate");
        return api.send(route.method().name(), path, takesBody ? "{\"schedule\":\"@daily\"}" : null);
    }

    @Test
    void everyEndpointAsksForTheRoleThatItShould() {
        var roles = guarded().stream()
                .collect(Collectors.toMap(
                        route -> route.method() + " " + route.path().substring(Api.PREFIX.length()),
                        route -> route.role().orElseThrow().claim()));
        assertThat(roles).containsExactlyInAnyOrderEntriesOf(LEAST_ROLES);
    }

    @Test
    void everyRoleCanDoWhatItMayAndNothingElse() {
        for (var route : guarded()) {
            for (var role : Role.values()) {
                var status = ask(host.as(role, "acme", "ada"), route, NOBODYS).status();
                if (role.covers(route.role().orElseThrow())) {
                    assertThat(status).as("%s for %s", route, role).isNotIn(401, 403, 405, 500);
                } else {
                    assertThat(status).as("%s for %s", route, role).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void nothingIsDoneWithoutAToken() {
        for (var route : guarded()) {
            var answer = ask(host.anonymous(), route, NOBODYS);
            assertThat(answer.status()).as(route.toString()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        }
        assertThat(host.anonymous().get("/there/is/nothing").status()).isEqualTo(401);
    }

    @Test
    void anothersIdsGetTheSameAnswerAsThoseThatDoNotExist() {
        var owner = host.as(Role.ADMIN, "owner", "ann");
        var job = owner.createJob("Private", "countdown", "{\"steps\":100000}");
        var execution =
                owner.post("/" + job + "/run", "").data().get("executionId").asText();
        var before = owner.get("/" + job).data().get("version");
        // With the same user id: the organization alone has to make the difference.
        var stranger = host.as(Role.ADMIN, "stranger", "ann");

        for (var route : guarded()) {
            if (!route.path().contains("{")) {
                continue;
            }
            var id = route.path().contains("{executionId}") ? execution : job;
            var theirs = ask(stranger, route, id);
            var nobodys = ask(stranger, route, NOBODYS);
            assertThat(theirs.status()).as(route.toString()).isIn(404, 422).isEqualTo(nobodys.status());
            assertThat(theirs.response().body().replace(id, "ID"))
                    .as(route.toString())
                    .isEqualTo(nobodys.response().body().replace(NOBODYS, "ID"))
                    .doesNotContain("Private");
        }
        assertThat(stranger.get("?status=enabled,paused,disabled,deleted")
                        .data()
                        .get("jobs"))
                .isEmpty();
        assertThat(stranger.get("/analytics").data().get("jobs").asInt()).isZero();
        assertThat(owner.get("/" + job).data().get("version")).isEqualTo(before);
        assertThat(owner.get("/executions/" + execution)
                        .data()
                        .get("cancelRequestedAt")
                        .isNull())
                .isTrue();
        owner.post("/executions/" + execution + "/cancel", "");
    }

    @Test
    void literalSegmentsWinOverIds() {
        var viewer = host.as(Role.VIEWER, "acme", "vic");
        assertThat(viewer.get("/analytics").data().has("enabledJobs")).isTrue();
        assertThat(viewer.post("/validate", "{\"schedule\":\"@daily\"}").data().has("valid"))
                .isTrue();
    }

    @Test
    void anIdThatIsNoneIsMalformed() {
        var admin = host.as(Role.ADMIN, "acme", "ada");
        for (var id : List.of("x", "1-1-1-1-1", NOBODYS + "0", "%27%20OR%201=1", "..;", "null")) {
            assertThat(admin.get("/" + id).status()).as(id).isIn(400, 404);
            assertThat(admin.post("/" + id + "/run", "").status()).as(id).isIn(400, 404);
        }
    }
}
