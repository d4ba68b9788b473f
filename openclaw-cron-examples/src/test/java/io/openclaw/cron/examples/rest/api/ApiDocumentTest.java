package io.openclaw.cron.examples.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.rest.http.Bodies;
import io.openclaw.cron.examples.rest.http.Route;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the endpoints do. */
class ApiDocumentTest {
    private static final Set<String> OPEN = Set.of("GET /health", "GET /metrics", "GET /openapi.json");

    private final JsonNode document = read();
    private final List<Route> routes = CronRoutes.of(
            OpenClawCron.builder().skillExecutor((request, context) -> null).build(), new Bodies(1, Duration.ZERO));

    private static JsonNode read() {
        try (var resource = ApiDocumentTest.class.getResourceAsStream("/openapi/openapi.json")) {
            return new ObjectMapper().readTree(resource);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void everyEndpointIsDescribedAndNothingElse() {
        var described = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        var served = routes.stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        served.addAll(OPEN);
        assertThat(described).isEqualTo(served);
    }

    @Test
    void everyEndpointSaysItsRoleAndWhatMayGoWrong() {
        for (var route : routes) {
            var operation = operation(route);
            assertThat(operation.get("description").asText())
                    .as(route.toString())
                    .isEqualTo("Takes the role " + route.role().orElseThrow().claim() + ".");
            assertThat(names(operation.get("responses")))
                    .as(route.toString())
                    .contains("400", "401", "403", "429", "503");
            if (route.path().contains("{")) {
                assertThat(names(operation.get("responses")))
                        .as(route.toString())
                        .contains("404");
                assertThat(operation.get("parameters").findValuesAsText("in")).contains("path");
            }
        }
    }

    private JsonNode operation(Route route) {
        return document.get("paths").get(route.path()).get(route.method().name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void whatIsAnsweredHasTheFieldsThatAreDescribed() {
        var views = Map.of(
                "Job", JobView.class,
                "Recent", RecentView.class,
                "Execution", ExecutionView.class,
                "Progress", ExecutionView.ProgressView.class,
                "Pagination", PaginationView.class,
                "Summary", SummaryView.class,
                "Durations", SummaryView.DurationsView.class,
                "Bucket", BucketView.class,
                "Stats", StatsView.class,
                "Outcomes", io.openclaw.cron.OutcomeCounts.class);
        views.forEach((schema, view) -> assertThat(names(schema(schema).get("properties")))
                .as(schema)
                .isEqualTo(Arrays.stream(view.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void whatIsAskedHasTheFieldsThatAreDescribed() {
        assertThat(names(schema("NewJob").get("properties"))).isEqualTo(JobBodies.FIELDS);
        assertThat(names(schema("JobChange").get("properties"))).isEqualTo(JobBodies.FIELDS);
        assertThat(queryParameters("")).isEqualTo(JobQueries.LIST);
        assertThat(queryParameters("/{id}/history")).isEqualTo(JobQueries.HISTORY);
    }

    private Set<String> queryParameters(String path) {
        var parameters =
                document.get("paths").get(CronRoutes.PREFIX + path).get("get").get("parameters");
        return StreamSupport.stream(parameters.spliterator(), false)
                .filter(parameter -> parameter.get("in").asText().equals("query"))
                .map(parameter -> parameter.get("name").asText())
                .collect(Collectors.toSet());
    }

    private JsonNode schema(String name) {
        return document.get("components").get("schemas").get(name);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsReferredTo() {
        var references = new TreeSet<>(document.findValuesAsText("$ref"));
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        var schemas = new ArrayList<String>();
        document.get("components").get("schemas").fieldNames().forEachRemaining(schemas::add);
        assertThat(references)
                .containsAll(schemas.stream()
                        .map(name -> "#/components/schemas/" + name)
                        .toList());
    }

    @Test
    void operationsHaveNamesOfTheirOwn() {
        assertThat(document.findValuesAsText("operationId"))
                .doesNotHaveDuplicates()
                .hasSize(routes.size() + OPEN.size());
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
