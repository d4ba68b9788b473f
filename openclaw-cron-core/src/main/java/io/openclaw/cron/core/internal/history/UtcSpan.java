package io.openclaw.cron.core.internal.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * A span of whole UTC hours, the unit in which statistics are kept. It ends with the current hour, so that what was recorded
 * a moment ago is in it.
 *
 * @param from where it begins
 * @param until where it ends, exclusive
 */
record UtcSpan(Instant from, Instant until) {
    /** Older statistics are kept by UTC day. */
    private static final Duration KEPT_BY_HOUR = Duration.ofDays(90);

    /** The hour in which so many days ago fell, up to now; a whole day if there are no hours any more. */
    static UtcSpan lastDays(Instant now, int days) {
        var back = Duration.ofDays(days);
        var unit = back.compareTo(KEPT_BY_HOUR) < 0 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        return new UtcSpan(now.minus(back).truncatedTo(unit), endOfHour(now));
    }

    /** From which hour on statistics are kept by the hour. */
    static Instant keptByHourSince(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(KEPT_BY_HOUR);
    }

    /** So many hours, the current one being the last. */
    static UtcSpan lastHours(Instant now, int hours) {
        var until = endOfHour(now);
        return new UtcSpan(until.minus(Duration.ofHours(hours)), until);
    }

    /** So many UTC days, the current one being the last. */
    static UtcSpan lastCalendarDays(Instant now, int days) {
        var today = now.truncatedTo(ChronoUnit.DAYS);
        return new UtcSpan(today.minus(Duration.ofDays(days - 1L)), today.plus(Duration.ofDays(1)));
    }

    /** Where each step of this length begins. */
    List<Instant> steps(Duration length) {
        return Stream.iterate(from, start -> start.isBefore(until), start -> start.plus(length))
                .toList();
    }

    private static Instant endOfHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    }
}
