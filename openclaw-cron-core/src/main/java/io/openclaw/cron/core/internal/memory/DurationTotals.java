package io.openclaw.cron.core.internal.memory;

import java.time.Duration;

/** The sum of durations, and the longest of them. To add one allocates nothing. Exact, for up to nine thousand million of them. */
final class DurationTotals {
    private long seconds;
    /** Not carried over to the seconds: each duration adds less than one. */
    private long nanos;

    private Duration longest = Duration.ZERO;

    void add(Duration duration) {
        seconds = Math.addExact(seconds, duration.getSeconds());
        nanos += duration.getNano();
        longest = longer(longest, duration);
    }

    void add(DurationTotals other) {
        seconds = Math.addExact(seconds, other.seconds);
        nanos += other.nanos;
        longest = longer(longest, other.longest);
    }

    /** All added up. */
    Duration sum() {
        return Duration.ofSeconds(seconds, nanos);
    }

    /** The longest, but at least zero. */
    Duration longest() {
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
