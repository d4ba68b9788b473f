package io.openclaw.cron.examples.rest.api;

import java.time.Duration;

/** Durations in JSON are whole milliseconds. */
final class Millis {
    private Millis() {}

    /** Null for null. */
    static Long of(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
