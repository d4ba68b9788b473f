package io.openclaw.cron.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution completed.
 *
 * <p>Sent after the commit of the outcome that it tells of, once for an outcome.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param executionTime how long its last attempt took
 * @param result what its skill returned: JSON values, deeply immutable
 */
public record CronCompleted(
        EventSource source,
        Instant time,
        String jobName,
        Duration executionTime,
        @Nullable Map<String, Object> result) implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.completed";

    @Override
    public String type() {
        return TYPE;
    }
}
