package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openclaw.cron.examples.rest.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The commands of docs/rest.md do what the page says, in its order, on a live server. */
class DocumentedCommandsTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^<!-- curl: ([0-9 ]+)(?:, ([A-Z]+)=([a-zA-Z]+))? -->\\R```sh\\R(.*?)^```");

    /** A command, what it shall be answered, and which variable takes which field of the answer. */
    private record Command(String text, List<Integer> statuses, String variable, String field) {}

    @Test
    void everyCommandIsAnsweredAsThePageSays() throws IOException {
        try (var host = TestHost.start(StoreChoice.inMemory())) {
            var variables = new HashMap<String, String>();
            variables.put("BASE", host.url());
            variables.put("TOKEN", TestHost.token(Role.ADMIN, "acme", "ada"));
            for (var command : commands()) {
                var answer =
                        Api.send(CurlCommand.parse(command.text(), variables).request());
                assertThat(answer.status())
                        .as("%s%n%s", command.text(), answer.response().body())
                        .isIn(command.statuses());
                if (command.variable() != null) {
                    variables.put(command.variable(), field(answer.body(), command.field()));
                }
            }
        }
    }

    @Test
    void everyEndpointHasACommand() throws IOException {
        var shown = commands().stream()
                .map(command -> CurlCommand.parse(
                        command.text(),
                        Map.of("BASE", "http://x", "TOKEN", "t", "JOB", "{id}", "EXECUTION", "{executionId}")))
                .map(command -> command.method() + " " + command.address().replaceAll("http://x|\\?.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        try (var host = TestHost.start(StoreChoice.inMemory())) {
            assertThat(shown)
                    .isEqualTo(host.host().routes().stream()
                            .map(route -> route.method() + " " + route.path())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static String field(JsonNode body, String name) {
        return body.get("data").get(name).asText();
    }

    private static List<Command> commands() throws IOException {
        var page = Files.readString(projectFolder().resolve("docs/rest.md"));
        return BLOCK.matcher(page)
                .results()
                .map(block -> new Command(
                        block.group(4),
                        Arrays.stream(block.group(1).trim().split(" "))
                                .map(Integer::valueOf)
                                .toList(),
                        block.group(2),
                        block.group(3)))
                .toList();
    }

    private static Path projectFolder() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/rest.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
