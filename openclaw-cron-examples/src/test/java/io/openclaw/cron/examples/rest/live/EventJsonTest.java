package io.openclaw.cron.examples.rest.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronCreated;
import io.openclaw.cron.event.CronDeleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.event.SkillProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final EventSource JOB = new EventSource("acme", "ada", new UUID(1, 1), null);
    private static final EventSource RUN = new EventSource("acme", "ada", new UUID(1, 1), new UUID(2, 2));
    private static final CronExecutionError ERROR = new CronExecutionError("code", "message", "\tat somewhere");

    private static final List<CronEvent> ALL = List.of(
            new CronCreated(JOB, NOON, "name", "@daily", NOON),
            new CronUpdated(JOB, NOON, "name", "@daily", null, CronJobStatus.PAUSED, 2),
            new CronDeleted(JOB, NOON, "name"),
            new CronTriggered(RUN, NOON, "name", NOON, 1, NOON),
            new SkillProgress(RUN, NOON, "stage", 50, "message"),
            new CronCompleted(RUN, NOON, "name", Duration.ofMillis(1_500), Map.of("x", 1)),
            new CronRetrying(RUN, NOON, "name", ERROR, 1, NOON),
            new CronFailed(RUN, NOON, "name", ERROR, 3),
            new CronTimeout(RUN, NOON, "name", Duration.ofMinutes(1), 3),
            new CronSkipped(RUN, NOON, "name", NOON, NOON, 1, ERROR),
            new CronCancelled(RUN, NOON, "name", ERROR));

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyKindOfEventHasItsJson() {
        assertThat(ALL)
                .extracting(Object::getClass)
                .hasSameElementsAs(List.of(CronEvent.class.getPermittedSubclasses()));
        assertThat(ALL).allSatisfy(event -> {
            var message = json.readTree(EventJson.of(event, new EventId("0123abcd", 7)));
            assertThat(message.get("type").asText()).isEqualTo(event.type());
            assertThat(message.get("id").asText()).isEqualTo("0123abcd-7");
            assertThat(message.get("time").asText()).isEqualTo("2026-01-01T12:00:00Z");
            assertThat(message.get("organizationId").asText()).isEqualTo("acme");
            assertThat(message.toString()).doesNotContain("\\tat");
        });
    }

    @Test
    void theDocumentationListsTheFieldsOfEach() throws IOException {
        var page = Files.readString(projectFolder().resolve("docs/rest.md"));
        for (var event : ALL) {
            var row = Pattern.compile("(?m)^\\| `" + event.type() + "` \\| (.*) \\|$")
                    .matcher(page);
            assertThat(row.find()).as(event.type()).isTrue();
            var documented = Pattern.compile("`([a-zA-Z]+)`")
                    .matcher(row.group(1))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            var sent = new ArrayList<String>();
            json.readTree(EventJson.of(event, new EventId("0123abcd", 7)))
                    .get("data")
                    .fieldNames()
                    .forEachRemaining(sent::add);
            assertThat(documented).as(event.type()).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private static Path projectFolder() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/rest.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
