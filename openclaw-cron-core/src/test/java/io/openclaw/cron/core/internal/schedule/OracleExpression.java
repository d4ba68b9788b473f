package io.openclaw.cron.core.internal.schedule;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastDayOfMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The oracle's own reading of an expression: short, trusting, and without a line in common with the library.
 *
 * <p>Days are tested date by date with java.time; times by looking each field's value up.
 */
final class OracleExpression {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    final boolean intervalStyle;
    private final boolean[] seconds;
    private final boolean[] minutes;
    private final boolean[] hours;
    private final boolean[] months;
    private final List<Predicate<LocalDate>> daysOfMonth = new ArrayList<>();
    private final List<Predicate<LocalDate>> daysOfWeek = new ArrayList<>();
    private final boolean bothDayFields;

    OracleExpression(String expression) {
        var text = MACROS.getOrDefault(expression, expression).toUpperCase(Locale.ROOT);
        var fields = new ArrayList<>(List.of(text.replaceAll("^[ \t]+", "").split("[ \t]+")));
        if (fields.size() == 5) {
            fields.add(0, "0");
        }
        seconds = table(fields.get(0), 0, 59, List.of());
        minutes = table(fields.get(1), 0, 59, List.of());
        hours = table(fields.get(2), 0, 23, List.of());
        months = table(fields.get(4), 1, 12, MONTHS);
        for (var item : fields.get(3).split(",")) {
            daysOfMonth.add(dayOfMonth(item));
        }
        for (var item : fields.get(5).split(",")) {
            daysOfWeek.add(dayOfWeek(item));
        }
        bothDayFields = fields.get(3).matches("[*?].*") || fields.get(5).matches("[*?].*");
        intervalStyle = fields.get(1).startsWith("*") || fields.get(2).startsWith("*");
    }

    boolean matches(LocalDate date) {
        if (!months[date.getMonthValue()]) {
            return false;
        }
        boolean byMonth = daysOfMonth.stream().anyMatch(day -> day.test(date));
        boolean byWeek = daysOfWeek.stream().anyMatch(day -> day.test(date));
        return bothDayFields ? byMonth && byWeek : byMonth || byWeek;
    }

    boolean matchesHour(LocalTime time) {
        return hours[time.getHour()];
    }

    boolean matchesMinute(LocalTime time) {
        return minutes[time.getMinute()];
    }

    boolean matches(LocalTime time) {
        return matchesHour(time) && matchesMinute(time) && seconds[time.getSecond()];
    }

    private static Predicate<LocalDate> dayOfMonth(String item) {
        if (item.equals("LW")) {
            return date -> date.equals(nearestWorkday(date.with(lastDayOfMonth())));
        }
        if (item.startsWith("L")) {
            int before = item.equals("L") ? 0 : Integer.parseInt(item.substring(2));
            return date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
        }
        if (item.endsWith("W")) {
            int day = Integer.parseInt(item.substring(0, item.length() - 1));
            return date -> day <= date.lengthOfMonth() && date.equals(nearestWorkday(date.withDayOfMonth(day)));
        }
        var days = table(item, 1, 31, List.of());
        return date -> days[date.getDayOfMonth()];
    }

    private static LocalDate nearestWorkday(LocalDate date) {
        var candidates = List.of(date, date.minusDays(1), date.plusDays(1), date.minusDays(2), date.plusDays(2));
        for (var candidate : candidates) {
            boolean workday = candidate.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
            if (workday && candidate.getMonth() == date.getMonth()) {
                return candidate;
            }
        }
        throw new AssertionError(date);
    }

    private static Predicate<LocalDate> dayOfWeek(String item) {
        if (item.endsWith("L")) {
            var weekday = weekday(item.substring(0, item.length() - 1));
            return date -> date.equals(date.with(lastInMonth(weekday)));
        }
        int hash = item.indexOf('#');
        if (hash > 0) {
            var weekday = weekday(item.substring(0, hash));
            int nth = item.charAt(hash + 1) - '0';
            return date -> date.equals(date.with(dayOfWeekInMonth(nth, weekday)));
        }
        var days = table(item, 0, 7, WEEKDAYS);
        return date -> days[date.getDayOfWeek().getValue()] || (date.getDayOfWeek() == DayOfWeek.SUNDAY && days[0]);
    }

    private static DayOfWeek weekday(String text) {
        int number = number(text, 0, WEEKDAYS);
        return DayOfWeek.of(number == 0 ? 7 : number);
    }

    private static boolean[] table(String field, int min, int max, List<String> names) {
        var table = new boolean[max + 1];
        for (var item : field.split(",")) {
            var parts = item.split("/");
            int step = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            var bounds = parts[0].split("-");
            int from = bounds[0].matches("[*?]") ? min : number(bounds[0], min, names);
            int to = from;
            if (bounds.length == 2) {
                to = names == WEEKDAYS && bounds[1].equals("SUN") ? 7 : number(bounds[1], min, names);
            } else if (parts.length == 2 || bounds[0].matches("[*?]")) {
                to = max;
            }
            for (int value = from; value <= to; value += step) {
                table[value] = true;
            }
        }
        return table;
    }

    private static int number(String text, int min, List<String> names) {
        int name = names.indexOf(text);
        return name >= 0 ? min + name : Integer.parseInt(text);
    }
}
