package io.openclaw.cron.event;

import io.openclaw.cron.CronExecutionError;
import java.time.Instant;

/**
 * An execution failed for good.
 *
 * <p>Sent after the commit of the outcome that it tells of, once for an outcome.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param error what went wrong in the last attempt
 * @param retryAttempt how many retries it used
 */
public record CronFailed(EventSource source, Instant time, String jobName, CronExecutionError error, int retryAttempt)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.failed";

    @Override
    public String type() {
        return TYPE;
    }
}
