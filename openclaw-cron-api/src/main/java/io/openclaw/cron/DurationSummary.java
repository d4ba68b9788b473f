package io.openclaw.cron;

import java.time.Duration;

/**
 * How long runs took: completed, failed and timed-out ones, each by its last attempt.
 *
 * <p>Percentiles come from a histogram with four classes to each doubling, so that they are right to about 10 %.
 *
 * @param average the mean; zero if there were none
 * @param max the longest
 * @param p50 half of them took at most this long
 * @param p95 95 % of them took at most this long
 * @param p99 99 % of them took at most this long
 */
public record DurationSummary(Duration average, Duration max, Duration p50, Duration p95, Duration p99) {

    /** No runs. */
    public static final DurationSummary NONE =
            new DurationSummary(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
