package io.openclaw.cron.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt begins: the skill is called.
 *
 * <p>Sent at the start, before any commit, so that it comes without delay. If the start turns out to be refused by
 * the store, no event about its outcome follows.
 *
 * @param source what it is about
 * @param time when it happened
 * @param jobName the job's name
 * @param startTime when the attempt began
 * @param attempt which attempt, from 1
 * @param scheduledFor the fire time, or null for a manual run
 */
public record CronTriggered(
        EventSource source,
        Instant time,
        String jobName,
        Instant startTime,
        int attempt,
        @Nullable Instant scheduledFor)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "cron.triggered";

    @Override
    public String type() {
        return TYPE;
    }
}
