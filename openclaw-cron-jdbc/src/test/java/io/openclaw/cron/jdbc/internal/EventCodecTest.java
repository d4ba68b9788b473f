package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events there and back. */
class EventCodecTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00.123456Z");
    private static final EventSource SOURCE =
            new EventSource("acme", "ann\n\u00e9\uD83D\uDE00", new UUID(1, 2), new UUID(3, 4));
    private static final CronExecutionError ERROR = new CronExecutionError("code", "message", "a\nstack");

    private final EventCodec codec = new EventCodec();

    static Stream<CronEvent> events() {
        return Stream.of(
                new CronCreated(SOURCE, NOON, "job", "* * * * *", null),
                new CronUpdated(SOURCE, NOON, "job", "* * * * *", NOON, CronJobStatus.PAUSED, 1L << 40),
                new CronDeleted(new EventSource("acme", "ann", new UUID(1, 2), null), NOON, "job"),
                new CronTriggered(SOURCE, NOON, "job", NOON, 2, NOON),
                new SkillProgress(SOURCE, NOON, "stage", 50, ""),
                new CronCompleted(
                        SOURCE, NOON, "job", Duration.ofNanos(1_234_000), Map.of("n", 1.5, "list", List.of(1, "two"))),
                new CronCompleted(SOURCE, NOON, "job", Duration.ZERO, null),
                new CronRetrying(SOURCE, NOON, "job", ERROR, 1, NOON.plusSeconds(1)),
                new CronFailed(SOURCE, NOON, "job", ERROR, 3),
                new CronTimeout(SOURCE, NOON, "job", Duration.ofMinutes(5), 3),
                new CronSkipped(SOURCE, NOON, "job", NOON, NOON.plusSeconds(60), 2, ERROR),
                new CronCancelled(SOURCE, NOON, "job", ERROR));
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsReadEqualsWhatWasWritten(CronEvent event) {
        var text = codec.write(event);

        assertThat(text).doesNotContain("\n");
        assertThat(codec.read(text)).contains(event);
    }

    @Test
    void everyKindIsAmongThem() {
        assertThat(events().map(CronEvent::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CronEvent.class.getPermittedSubclasses())
                        .<Class<? extends CronEvent>>map(kind -> kind.asSubclass(CronEvent.class))
                        .toList());
    }

    @Test
    void aKindOfALaterReleaseIsLeftOut() {
        assertThat(codec.read("{\"type\":\"CronInvented\"}")).isEmpty();
    }

    @Test
    void fieldsOfALaterReleaseAreLeftOutAndMissingOnesAreAbsent() {
        var text = codec.write(new SkillProgress(SOURCE, NOON, "stage", 50, "message"))
                .replace("\"progress\":50", "\"invented\":[1]");

        assertThat(codec.read(text)).contains(new SkillProgress(SOURCE, NOON, "stage", 0, "message"));
    }
}
