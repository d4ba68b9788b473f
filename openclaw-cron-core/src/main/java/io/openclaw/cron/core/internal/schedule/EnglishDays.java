package io.openclaw.cron.core.internal.schedule;

import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import java.util.ArrayList;
import java.util.List;

/** The day-of-month, month and day-of-week fields in English. */
final class EnglishDays {
    private static final String OF_THE_MONTH = " of the month";

    private final List<FieldExpression> dayOfMonthItems;
    private final List<FieldExpression> dayOfWeekItems;
    private final FieldValues daysOfMonth;
    private final FieldValues daysOfWeek;
    private final FieldValues months;
    private final boolean both;

    EnglishDays(CronText text) {
        this.dayOfMonthItems = ExpressionReader.items(FieldRules.DAY_OF_MONTH, text);
        this.dayOfWeekItems = ExpressionReader.items(FieldRules.DAY_OF_WEEK, text);
        this.daysOfMonth = FieldValues.daysOfMonth(dayOfMonthItems);
        this.daysOfWeek = FieldValues.weekdays(dayOfWeekItems);
        this.months = FieldValues.of(FieldRules.MONTH, text);
        this.both = text.needsBothDayFields();
    }

    /** Such as "on Monday", "in July" or "on day 13 of the month and also on Friday"; empty for every day. */
    String describe() {
        var days = days();
        var inMonths = months.all() ? "" : monthNames();
        return days.isEmpty() || inMonths.isEmpty() ? days + inMonths : days + " " + inMonths;
    }

    /** Whether any day of the month will do. */
    boolean everyDay() {
        return days().isEmpty();
    }

    private String days() {
        boolean anyOfMonth = daysOfMonth.all();
        boolean anyOfWeek = daysOfWeek.all();
        if ((anyOfMonth && anyOfWeek) || (!both && (anyOfMonth || anyOfWeek))) {
            return "";
        }
        if (anyOfMonth) {
            var words = dayOfWeekWords();
            boolean onlyARange = words.size() == 1 && daysOfWeek.size() > 1;
            return (onlyARange ? "from " : "on ") + EnglishWords.and(words);
        }
        if (anyOfWeek) {
            return "on " + EnglishWords.and(dayOfMonthWords());
        }
        return both
                ? "on " + EnglishWords.and(dayOfMonthWords()) + ", but only if that is "
                        + EnglishWords.or(dayOfWeekWords())
                : "on " + EnglishWords.and(dayOfMonthWords()) + " and also on " + EnglishWords.and(dayOfWeekWords());
    }

    private List<String> dayOfMonthWords() {
        var words = new ArrayList<String>();
        if (!daysOfMonth.isNone()) {
            words.add(EnglishWords.numbered("day", daysOfMonth) + OF_THE_MONTH);
        }
        dayOfMonthItems.stream().filter(FieldMask::isSpecial).forEach(item -> words.add(specialDayOfMonth((On) item)));
        return words;
    }

    private List<String> dayOfWeekWords() {
        var words = new ArrayList<String>();
        if (daysOfWeek.size() > 2 && daysOfWeek.isRange()) {
            words.add(EnglishWords.weekday(daysOfWeek.first()) + " to " + EnglishWords.weekday(daysOfWeek.last()));
        } else {
            daysOfWeek.values().forEach(day -> words.add(EnglishWords.weekday(day)));
        }
        dayOfWeekItems.stream().filter(FieldMask::isSpecial).forEach(item -> words.add(specialDayOfWeek((On) item)));
        return words;
    }

    private static String specialDayOfMonth(On item) {
        return switch (item.getSpecialChar().getValue()) {
            case L -> daysBeforeLast(item.getNth().getValue());
            case LW -> "the last weekday (Monday to Friday)" + OF_THE_MONTH;
            case W ->
                "the weekday (Monday to Friday) nearest to day "
                        + item.getTime().getValue() + OF_THE_MONTH;
            default -> throw new IllegalStateException(item.asString());
        };
    }

    private static String daysBeforeLast(int days) {
        var last = "the last day" + OF_THE_MONTH;
        if (days <= 0) {
            return last;
        }
        return (days == 1 ? "the day before " : "the day " + days + " days before ") + last;
    }

    private static String specialDayOfWeek(On item) {
        int number = item.getTime().getValue();
        var weekday = EnglishWords.weekday(number == 0 ? 7 : number);
        return switch (item.getSpecialChar().getValue()) {
            case L -> "the last " + weekday + OF_THE_MONTH;
            case HASH -> "the " + EnglishWords.ordinal(item.getNth().getValue()) + " " + weekday + OF_THE_MONTH;
            default -> throw new IllegalStateException(item.asString());
        };
    }

    private String monthNames() {
        return months.size() > 2 && months.isRange()
                ? "from " + EnglishWords.month(months.first()) + " to " + EnglishWords.month(months.last())
                : "in "
                        + EnglishWords.and(months.values().stream()
                                .map(EnglishWords::month)
                                .toList());
    }
}
