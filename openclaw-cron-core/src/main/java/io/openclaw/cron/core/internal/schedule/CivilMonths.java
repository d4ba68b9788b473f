package io.openclaw.cron.core.internal.schedule;

/**
 * The proleptic Gregorian calendar, in numbers only.
 *
 * <p>A day is counted from 1970-01-01, a month from January of year 0, so {@code month = year * 12 + monthOfYear} with
 * monthOfYear from 0. The arithmetic is Howard Hinnant's: years begin in March, so that the leap day comes last.
 */
final class CivilMonths {
    /** After so many days, a whole number of weeks, the calendar repeats itself. */
    static final int DAYS_PER_CYCLE = 146_097;

    private static final int YEARS_PER_CYCLE = 400;
    private static final int MONTHS_PER_YEAR = 12;
    private static final int DAYS_FROM_0000_03_01_TO_EPOCH = 719_468;
    /** 1970-01-01 was a Thursday: the fourth day, counted from Monday as 0. */
    private static final int WEEKDAY_OF_EPOCH = 3;

    private CivilMonths() {}

    /** The month a day is in. */
    static long monthOf(long epochDay) {
        long shifted = epochDay + DAYS_FROM_0000_03_01_TO_EPOCH;
        long cycle = Math.floorDiv(shifted, (long) DAYS_PER_CYCLE);
        int dayOfCycle = (int) (shifted - cycle * DAYS_PER_CYCLE);
        int yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        return (cycle * YEARS_PER_CYCLE + yearOfCycle) * MONTHS_PER_YEAR + monthFromMarch + 2;
    }

    /** The first day of a month. */
    static long firstDayOf(long month) {
        long fromMarch = month - 2;
        long year = Math.floorDiv(fromMarch, (long) MONTHS_PER_YEAR);
        int monthFromMarch = (int) (fromMarch - year * MONTHS_PER_YEAR);
        long cycle = Math.floorDiv(year, (long) YEARS_PER_CYCLE);
        int yearOfCycle = (int) (year - cycle * YEARS_PER_CYCLE);
        int dayOfYear = (153 * monthFromMarch + 2) / 5;
        int dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return cycle * DAYS_PER_CYCLE + dayOfCycle - DAYS_FROM_0000_03_01_TO_EPOCH;
    }

    /** 0 for January to 11 for December. */
    static int monthOfYear(long month) {
        return Math.floorMod(month, MONTHS_PER_YEAR);
    }

    /** 0 for Monday to 6 for Sunday. */
    static int weekdayOf(long epochDay) {
        return Math.floorMod(epochDay + WEEKDAY_OF_EPOCH, 7);
    }
}
