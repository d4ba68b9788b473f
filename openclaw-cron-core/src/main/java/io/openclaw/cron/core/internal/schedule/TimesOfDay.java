package io.openclaw.cron.core.internal.schedule;

/**
 * The seconds of a day that match the second, minute and hour fields.
 *
 * <p>Each field is a bit mask, bit n for the value n; a set bit is found by counting zeros.
 */
final class TimesOfDay {
    static final int SECONDS_PER_DAY = 86_400;

    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;

    private final long seconds;
    private final long minutes;
    private final int hours;

    /** All three masks have at least one bit: the grammar knows no empty field. */
    TimesOfDay(long seconds, long minutes, int hours) {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
    }

    /** The first match of a day. */
    int first() {
        return time(Integer.numberOfTrailingZeros(hours), lowest(minutes), lowest(seconds));
    }

    /** The last match of a day. */
    int last() {
        return time(31 - Integer.numberOfLeadingZeros(hours), highest(minutes), highest(seconds));
    }

    /** The first match at or after a second of the day, or -1 if the day has none left. */
    int firstFrom(int secondOfDay) {
        int hour = secondOfDay / SECONDS_PER_HOUR;
        if (((hours >>> hour) & 1) != 0) {
            int minute = minuteOf(secondOfDay);
            if (((minutes >>> minute) & 1) != 0) {
                long later = seconds & (-1L << (secondOfDay % SECONDS_PER_MINUTE));
                if (later != 0) {
                    return time(hour, minute, lowest(later));
                }
            }
            long later = minutes & (-2L << minute);
            if (later != 0) {
                return time(hour, lowest(later), lowest(seconds));
            }
        }
        int later = hours & (-2 << hour);
        return later == 0 ? -1 : time(Integer.numberOfTrailingZeros(later), lowest(minutes), lowest(seconds));
    }

    /** The last match at or before a second of the day, or -1 if the day has none so early. */
    int lastUpTo(int secondOfDay) {
        int hour = secondOfDay / SECONDS_PER_HOUR;
        if (((hours >>> hour) & 1) != 0) {
            int minute = minuteOf(secondOfDay);
            if (((minutes >>> minute) & 1) != 0) {
                long earlier = seconds & bitsBelow(secondOfDay % SECONDS_PER_MINUTE + 1);
                if (earlier != 0) {
                    return time(hour, minute, highest(earlier));
                }
            }
            long earlier = minutes & bitsBelow(minute);
            if (earlier != 0) {
                return time(hour, highest(earlier), highest(seconds));
            }
        }
        int earlier = hours & (int) bitsBelow(hour);
        return earlier == 0 ? -1 : time(31 - Integer.numberOfLeadingZeros(earlier), highest(minutes), highest(seconds));
    }

    /** How many matches a day has. */
    int count() {
        return Integer.bitCount(hours) * Long.bitCount(minutes) * Long.bitCount(seconds);
    }

    /** How many matches a day has before a second of the day, which may be 86,400. */
    int countBefore(int secondOfDay) {
        int hour = secondOfDay / SECONDS_PER_HOUR;
        int count = Integer.bitCount(hours & (int) bitsBelow(hour)) * Long.bitCount(minutes) * Long.bitCount(seconds);
        if (((hours >>> hour) & 1) != 0) {
            int minute = minuteOf(secondOfDay);
            count += Long.bitCount(minutes & bitsBelow(minute)) * Long.bitCount(seconds);
            if (((minutes >>> minute) & 1) != 0) {
                count += Long.bitCount(seconds & bitsBelow(secondOfDay % SECONDS_PER_MINUTE));
            }
        }
        return count;
    }

    private static int minuteOf(int secondOfDay) {
        return secondOfDay % SECONDS_PER_HOUR / SECONDS_PER_MINUTE;
    }

    private static long bitsBelow(int bit) {
        return (1L << bit) - 1;
    }

    private static int lowest(long mask) {
        return Long.numberOfTrailingZeros(mask);
    }

    private static int highest(long mask) {
        return 63 - Long.numberOfLeadingZeros(mask);
    }

    private static int time(int hour, int minute, int second) {
        return hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
    }
}
