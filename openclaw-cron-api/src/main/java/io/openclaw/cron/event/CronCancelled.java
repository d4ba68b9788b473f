package io.openclaw.cron.event;

import io.openclaw.cron.CronExecutionError;
import java.time.Instant;

/**
 * An execution was cancelled: by somebody, or by a change of its job.
 *
 * <p>Sent after the commit of the outcome that it tells of, once for an outcome.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param reason why
 */
public record CronCancelled(EventSource source, Instant time, String jobName, CronExecutionError reason)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.cancelled";

    @Override
    public String type() {
        return TYPE;
    }
}
