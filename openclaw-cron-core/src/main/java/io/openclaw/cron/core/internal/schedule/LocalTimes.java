package io.openclaw.cron.core.internal.schedule;

import static io.openclaw.cron.core.internal.schedule.TimesOfDay.SECONDS_PER_DAY;

/**
 * A compiled expression: the local times that it matches, in any zone.
 *
 * <p>A local time is given as the seconds from 1970-01-01T00:00 on the wall clock. Immutable, a few hundred bytes, and
 * shared by all jobs with the same expression; its methods allocate nothing.
 */
final class LocalTimes {
    private final MatchingDays days;
    private final TimesOfDay times;
    private final boolean intervalStyle;

    /**
     * Puts the parts together.
     *
     * @param intervalStyle whether the minute or the hour field begins with {@code *}
     */
    LocalTimes(MatchingDays days, TimesOfDay times, boolean intervalStyle) {
        this.days = days;
        this.times = times;
        this.intervalStyle = intervalStyle;
    }

    /** Whether there is any match; if not, nothing else may be asked but {@link #count}. */
    boolean any() {
        return days.any();
    }

    /** Whether clock changes are followed; otherwise each local time is run once, even if skipped or repeated. */
    boolean intervalStyle() {
        return intervalStyle;
    }

    /** The first match at or after a local time. */
    long firstFrom(long local) {
        long day = Math.floorDiv(local, (long) SECONDS_PER_DAY);
        long match = days.firstFrom(day);
        if (match == day) {
            int time = times.firstFrom((int) (local - day * SECONDS_PER_DAY));
            if (time >= 0) {
                return day * SECONDS_PER_DAY + time;
            }
            match = days.firstFrom(day + 1);
        }
        return match * SECONDS_PER_DAY + times.first();
    }

    /** The last match at or before a local time. */
    long lastUpTo(long local) {
        long day = Math.floorDiv(local, (long) SECONDS_PER_DAY);
        long match = days.lastUpTo(day);
        if (match == day) {
            int time = times.lastUpTo((int) (local - day * SECONDS_PER_DAY));
            if (time >= 0) {
                return day * SECONDS_PER_DAY + time;
            }
            match = days.lastUpTo(day - 1);
        }
        return match * SECONDS_PER_DAY + times.last();
    }

    /** How many matches there are from one local time, inclusive, to another, exclusive; work for 400 years at most. */
    long count(long from, long to) {
        if (from >= to) {
            return 0;
        }
        long fromDay = Math.floorDiv(from, (long) SECONDS_PER_DAY);
        long toDay = Math.floorDiv(to, (long) SECONDS_PER_DAY);
        return days.count(fromDay, toDay) * times.count()
                - days.count(fromDay, fromDay + 1) * times.countBefore((int) (from - fromDay * SECONDS_PER_DAY))
                + days.count(toDay, toDay + 1) * times.countBefore((int) (to - toDay * SECONDS_PER_DAY));
    }
}
