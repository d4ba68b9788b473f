package io.openclaw.cron.event;

import io.openclaw.cron.CronExecutionError;
import java.time.Instant;

/**
 * An attempt failed or timed out and will be retried.
 *
 * <p>Sent after the commit of the retry.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param error what went wrong
 * @param attempt the attempt that failed, from 1
 * @param retryAt when the next attempt begins
 */
public record CronRetrying(
        EventSource source, Instant time, String jobName, CronExecutionError error, int attempt, Instant retryAt)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.retrying";

    @Override
    public String type() {
        return TYPE;
    }
}
