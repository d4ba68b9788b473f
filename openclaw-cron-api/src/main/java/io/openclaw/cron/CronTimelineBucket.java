package io.openclaw.cron;

import java.time.Instant;

/**
 * One bar of a timeline: what ended within one UTC hour or day.
 *
 * @param start where it begins
 * @param outcomes how many ended how
 * @param durations how long runs took
 */
public record CronTimelineBucket(Instant start, OutcomeCounts outcomes, DurationSummary durations) {}
