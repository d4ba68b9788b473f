package io.openclaw.cron.core.internal.schedule;

import io.openclaw.cron.CronField;
import java.util.Locale;

/** What may stand in each field: its numbers, its names, and in words what is allowed. */
enum FieldRules {
    SECOND(CronField.SECOND, 0, 59, "", ""),
    MINUTE(CronField.MINUTE, 0, 59, "", ""),
    HOUR(CronField.HOUR, 0, 23, "", ""),
    DAY_OF_MONTH(CronField.DAY_OF_MONTH, 1, 31, "", ", L, L-3, LW, 15W"),
    MONTH(CronField.MONTH, 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", ""),
    DAY_OF_WEEK(CronField.DAY_OF_WEEK, 0, 7, "SUN MON TUE WED THU FRI SAT", ", FRIL, MON#2");

    private static final int NAME_LENGTH = 3;

    private final CronField field;
    private final int min;
    private final int max;
    private final String names;
    private final String specialItems;

    FieldRules(CronField field, int min, int max, String names, String specialItems) {
        this.field = field;
        this.min = min;
        this.max = max;
        this.names = names;
        this.specialItems = specialItems;
    }

    CronField field() {
        return field;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    boolean hasNames() {
        return !names.isEmpty();
    }

    boolean isDayField() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    boolean inRange(int number) {
        return number >= min && number <= max;
    }

    /** The number that a name of three letters stands for, in any case, or -1. */
    int numberOf(String name) {
        int index = names.indexOf(name.toUpperCase(Locale.ROOT));
        boolean found = name.length() == NAME_LENGTH && index >= 0;
        return found ? min + index / (NAME_LENGTH + 1) : -1;
    }

    /** The field's values, such as "0 to 59" or "1 to 12 or JAN to DEC". */
    String valuesInWords() {
        var numbers = min + " to " + max;
        return hasNames()
                ? numbers + " or " + names.substring(0, NAME_LENGTH) + " to "
                        + names.substring(names.length() - NAME_LENGTH)
                : numbers;
    }

    /** All that the field allows, for the end of a sentence. */
    String allowed() {
        return "allowed are " + valuesInWords() + ", ranges, steps and lists of them, such as * or */2 or " + min + "-"
                + max + specialItems;
    }
}
