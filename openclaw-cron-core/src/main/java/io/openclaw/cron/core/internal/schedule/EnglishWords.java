package io.openclaw.cron.core.internal.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Small English phrases. */
final class EnglishWords {
    /** Longer lists are said as a range or a step if they are one. */
    static final int LISTED = 6;

    private EnglishWords() {}

    /** "a, b and c". */
    static String and(List<String> words) {
        return join(words, "and");
    }

    /** "a, b or c". */
    static String or(List<String> words) {
        return join(words, "or");
    }

    /** "minute 5", "minutes 5 to 20", "minutes 0, 15 and 40". */
    static String numbered(String unit, FieldValues values) {
        if (values.isSingle()) {
            return unit + " " + values.first();
        }
        if (values.size() > 2 && values.isRange()) {
            return unit + "s " + values.first() + " to " + values.last();
        }
        if (values.size() > LISTED && values.step() > 0) {
            return "every " + ordinal(values.step()) + " " + unit + " from " + values.first() + " to " + values.last();
        }
        return unit + "s " + and(values.values().stream().map(String::valueOf).toList());
    }

    /** "2nd". */
    static String ordinal(int number) {
        boolean teen = number / 10 == 1;
        return number
                + switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** "09:30", or "09:30:15". */
    static String clock(int hour, int minute, int second) {
        return twoDigits(hour) + ":" + twoDigits(minute) + (second == 0 ? "" : ":" + twoDigits(second));
    }

    static String weekday(int dayOfWeek) {
        return DayOfWeek.of(dayOfWeek).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String month(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String join(List<String> words, String last) {
        int size = words.size();
        return size < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, size - 1)) + " " + last + " " + words.get(size - 1);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
