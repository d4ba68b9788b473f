package io.openclaw.cron.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job was created.
 *
 * <p>Sent after the commit.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param schedule its cron expression
 * @param nextRun its next fire, or null if it has none
 */
public record CronCreated(
        EventSource source,
        Instant time,
        String jobName,
        String schedule,
        @Nullable Instant nextRun) implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.created";

    @Override
    public String type() {
        return TYPE;
    }
}
