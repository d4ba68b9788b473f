package io.openclaw.cron.event;

import java.time.Instant;

/**
 * A job was deleted.
 *
 * <p>Sent after the commit.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 */
public record CronDeleted(EventSource source, Instant time, String jobName) implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.deleted";

    @Override
    public String type() {
        return TYPE;
    }
}
