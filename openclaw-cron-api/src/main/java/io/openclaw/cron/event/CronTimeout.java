package io.openclaw.cron.event;

import java.time.Duration;
import java.time.Instant;

/**
 * An execution ended because its last attempt took too long.
 *
 * <p>Sent after the commit of the outcome that it tells of, once for an outcome.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param timeout how long an attempt may take
 * @param retryAttempt how many retries it used
 */
public record CronTimeout(EventSource source, Instant time, String jobName, Duration timeout, int retryAttempt)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.timeout";

    @Override
    public String type() {
        return TYPE;
    }
}
