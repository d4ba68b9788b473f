package io.openclaw.cron.event;

import io.openclaw.cron.CronJobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job was changed: its values, or whether it fires.
 *
 * <p>Sent after the commit.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param schedule its cron expression
 * @param nextRun its next fire, or null if it has none
 * @param status whether it fires now
 * @param version the job's version now
 */
public record CronUpdated(
        EventSource source,
        Instant time,
        String jobName,
        String schedule,
        @Nullable Instant nextRun,
        CronJobStatus status,
        long version)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.updated";

    @Override
    public String type() {
        return TYPE;
    }
}
