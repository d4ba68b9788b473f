package io.openclaw.cron.event;

import io.openclaw.cron.CronExecutionError;
import java.time.Instant;

/**
 * One or more fires of a job did not run.
 *
 * <p>Sent after the commit of the outcome that it tells of, once for an outcome.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param scheduledFor the first of the fires
 * @param skippedUntil the last of them
 * @param skippedCount how many
 * @param reason why
 */
public record CronSkipped(
        EventSource source,
        Instant time,
        String jobName,
        Instant scheduledFor,
        Instant skippedUntil,
        long skippedCount,
        CronExecutionError reason)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.skipped";

    @Override
    public String type() {
        return TYPE;
    }
}
