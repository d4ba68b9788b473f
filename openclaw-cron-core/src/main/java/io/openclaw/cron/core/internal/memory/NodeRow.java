package io.openclaw.cron.core.internal.memory;

import java.time.Duration;
import java.time.Instant;

/**
 * A node that counts as alive.
 *
 * @param startedAt when it made itself known
 * @param lastBeat when it was last heard of
 * @param clockOffset how far off it has found its clock
 * @param draining whether it shall take nothing new
 */
record NodeRow(Instant startedAt, Instant lastBeat, Duration clockOffset, boolean draining) {
    static NodeRow registered(Instant now) {
        return new NodeRow(now, now, Duration.ZERO, false);
    }

    NodeRow beat(Instant now, Duration offset) {
        return new NodeRow(startedAt, now, offset, draining);
    }

    NodeRow draining(boolean drained) {
        return new NodeRow(startedAt, lastBeat, clockOffset, drained);
    }
}
