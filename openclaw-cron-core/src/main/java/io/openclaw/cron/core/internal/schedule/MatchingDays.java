package io.openclaw.cron.core.internal.schedule;

import static io.openclaw.cron.core.internal.schedule.CivilMonths.DAYS_PER_CYCLE;

/**
 * The days of all time that match the day-of-month, month and day-of-week fields.
 *
 * <p>Which days of a month match depends on two things only, its length (28 to 31) and the weekday of its first: 28 bit
 * masks say it for every month there ever is. The calendar brings every kind of month, a leap February on each weekday
 * included, so an expression fires if and only if one of its masks has a bit.
 */
final class MatchingDays {
    private static final int ALL_MONTHS = 0xFFF;
    private static final int SHORTEST_MONTH = 28;
    private static final int LONGEST_MONTH = 31;
    private static final int KINDS_OF_MONTH = (LONGEST_MONTH - SHORTEST_MONTH + 1) * 7;

    private final int months;
    private final int[] days;
    private final boolean everyDay;
    private final boolean any;

    /**
     * Fills the masks.
     *
     * @param months bit 0 for January to bit 11 for December
     * @param rule which days of one kind of month match
     */
    MatchingDays(int months, DayRule rule) {
        this.months = months;
        this.days = new int[KINDS_OF_MONTH];
        boolean every = months == ALL_MONTHS;
        for (int kind = 0; kind < KINDS_OF_MONTH; kind++) {
            int length = SHORTEST_MONTH + kind / 7;
            days[kind] = rule.daysOf(length, kind % 7);
            every &= days[kind] == -1 >>> (32 - length);
        }
        this.everyDay = every;
        this.any = anyMonthHasAMatch();
    }

    /** Whether there is any matching day at all. */
    boolean any() {
        return any;
    }

    /** The first matching day at or after a day; to be asked only if there is {@link #any()}. */
    long firstFrom(long epochDay) {
        if (everyDay) {
            return epochDay;
        }
        long month = CivilMonths.monthOf(epochDay);
        long firstDay = CivilMonths.firstDayOf(month);
        int match = daysIn(month, firstDay) & (-1 << (int) (epochDay - firstDay));
        while (match == 0) {
            month = nextMonth(month);
            firstDay = CivilMonths.firstDayOf(month);
            match = daysIn(month, firstDay);
        }
        return firstDay + Integer.numberOfTrailingZeros(match);
    }

    /** The last matching day at or before a day; to be asked only if there is {@link #any()}. */
    long lastUpTo(long epochDay) {
        if (everyDay) {
            return epochDay;
        }
        long month = CivilMonths.monthOf(epochDay);
        long firstDay = CivilMonths.firstDayOf(month);
        int match = daysIn(month, firstDay) & (-1 >>> (31 - (int) (epochDay - firstDay)));
        while (match == 0) {
            month = previousMonth(month);
            firstDay = CivilMonths.firstDayOf(month);
            match = daysIn(month, firstDay);
        }
        return firstDay + 31 - Integer.numberOfLeadingZeros(match);
    }

    /** How many days match from one day, inclusive, to another, exclusive. */
    long count(long fromDay, long toDay) {
        if (fromDay >= toDay) {
            return 0;
        }
        if (everyDay) {
            return toDay - fromDay;
        }
        // Whole cycles are alike, so that a range of a billion years costs no more than one of 400.
        long cycles = (toDay - fromDay) / DAYS_PER_CYCLE;
        long count = cycles == 0 ? 0 : cycles * countWithinCycle(fromDay, fromDay + DAYS_PER_CYCLE);
        return count + countWithinCycle(fromDay + cycles * DAYS_PER_CYCLE, toDay);
    }

    private long countWithinCycle(long fromDay, long toDay) {
        long count = 0;
        long month = CivilMonths.monthOf(fromDay);
        long firstDay = CivilMonths.firstDayOf(month);
        long nextFirstDay = CivilMonths.firstDayOf(month + 1);
        int match = daysIn(month, firstDay) & (-1 << (int) (fromDay - firstDay));
        while (nextFirstDay <= toDay) {
            count += Integer.bitCount(match);
            month++;
            firstDay = nextFirstDay;
            nextFirstDay = CivilMonths.firstDayOf(month + 1);
            match = daysIn(month, firstDay);
        }
        return count + Integer.bitCount(match & ((1 << (int) (toDay - firstDay)) - 1));
    }

    private int daysIn(long month, long firstDay) {
        return daysIn(month, firstDay, CivilMonths.weekdayOf(firstDay));
    }

    private int daysIn(long month, long firstDay, int weekdayOfFirst) {
        if (((months >>> CivilMonths.monthOfYear(month)) & 1) == 0) {
            return 0;
        }
        int length = (int) (CivilMonths.firstDayOf(month + 1) - firstDay);
        return days[(length - SHORTEST_MONTH) * 7 + weekdayOfFirst];
    }

    private long nextMonth(long month) {
        int monthOfYear = CivilMonths.monthOfYear(month);
        int later = months & (-2 << monthOfYear);
        return later == 0
                ? month - monthOfYear + 12 + Integer.numberOfTrailingZeros(months)
                : month - monthOfYear + Integer.numberOfTrailingZeros(later);
    }

    private long previousMonth(long month) {
        int monthOfYear = CivilMonths.monthOfYear(month);
        int earlier = months & ((1 << monthOfYear) - 1);
        return earlier == 0
                ? month - monthOfYear - 12 + 31 - Integer.numberOfLeadingZeros(months)
                : month - monthOfYear + 31 - Integer.numberOfLeadingZeros(earlier);
    }

    private boolean anyMonthHasAMatch() {
        // Year 0 is a leap year and year 1 is not: each month is met in each of its lengths.
        for (long month = 0; month < 24; month++) {
            long firstDay = CivilMonths.firstDayOf(month);
            for (int weekday = 0; weekday < 7; weekday++) {
                if (daysIn(month, firstDay, weekday) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Which days of a month match. */
    @FunctionalInterface
    interface DayRule {

        /**
         * Tests all days of one kind of month.
         *
         * @param length how many days the month has, 28 to 31
         * @param weekdayOfFirst the weekday of its first day, 0 for Monday to 6 for Sunday
         * @return bit 0 for the first of the month to bit 30 for the 31st
         */
        int daysOf(int length, int weekdayOfFirst);
    }
}
