package io.openclaw.cron.core.internal.schedule;

import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import java.util.List;

/**
 * The two day fields of an expression, applied to a kind of month.
 *
 * <p>Days are counted from 1, weekdays from 0 for Monday to 6 for Sunday.
 */
final class DayFields implements MatchingDays.DayRule {
    private static final int SATURDAY = 5;
    private static final int SUNDAY = 6;

    private final List<FieldExpression> daysOfMonth;
    private final List<FieldExpression> daysOfWeek;
    private final boolean both;

    /**
     * Takes the fields.
     *
     * @param both whether a day must match both fields, or either
     */
    DayFields(List<FieldExpression> daysOfMonth, List<FieldExpression> daysOfWeek, boolean both) {
        this.daysOfMonth = daysOfMonth;
        this.daysOfWeek = daysOfWeek;
        this.both = both;
    }

    @Override
    public int daysOf(int length, int weekdayOfFirst) {
        int byMonth = 0;
        for (var item : daysOfMonth) {
            byMonth |= byMonth(item, length, weekdayOfFirst);
        }
        int byWeek = 0;
        for (var item : daysOfWeek) {
            byWeek |= byWeek(item, length, weekdayOfFirst);
        }
        return both ? byMonth & byWeek : byMonth | byWeek;
    }

    private static int byMonth(FieldExpression item, int length, int weekdayOfFirst) {
        if (!FieldMask.isSpecial(item)) {
            return (int) (FieldMask.of(FieldRules.DAY_OF_MONTH, item) >>> 1) & (-1 >>> (32 - length));
        }
        var on = (On) item;
        return switch (on.getSpecialChar().getValue()) {
            case L -> bit(length - Math.max(0, on.getNth().getValue()), length);
            case LW -> bit(nearestWorkday(length, length, weekdayOfFirst), length);
            case W -> bit(nearestWorkday(on.getTime().getValue(), length, weekdayOfFirst), length);
            default -> throw unexpected(item);
        };
    }

    private static int byWeek(FieldExpression item, int length, int weekdayOfFirst) {
        if (!FieldMask.isSpecial(item)) {
            return onWeekdays(FieldMask.of(FieldRules.DAY_OF_WEEK, item), length, weekdayOfFirst);
        }
        var on = (On) item;
        int first = 1 + Math.floorMod(on.getTime().getValue() - 1 - weekdayOfFirst, 7);
        return switch (on.getSpecialChar().getValue()) {
            case L -> bit(first + (length - first) / 7 * 7, length);
            case HASH -> bit(first + (on.getNth().getValue() - 1) * 7, length);
            default -> throw unexpected(item);
        };
    }

    /** All days on the weekdays of a mask, in which both bit 0 and bit 7 are Sunday. */
    private static int onWeekdays(long mask, int length, int weekdayOfFirst) {
        int days = 0;
        for (int day = 1; day <= length; day++) {
            int weekday = weekdayOf(day, weekdayOfFirst);
            if (((mask >>> (weekday + 1)) & 1) != 0 || (weekday == SUNDAY && (mask & 1) != 0)) {
                days |= bit(day, length);
            }
        }
        return days;
    }

    /** The Monday-to-Friday day nearest to a day without leaving the month; a day beyond the month stays beyond. */
    private static int nearestWorkday(int day, int length, int weekdayOfFirst) {
        if (day > length) {
            return day;
        }
        return switch (weekdayOf(day, weekdayOfFirst)) {
            case SATURDAY -> day == 1 ? 3 : day - 1;
            case SUNDAY -> day == length ? day - 2 : day + 1;
            default -> day;
        };
    }

    private static int weekdayOf(int day, int weekdayOfFirst) {
        return (weekdayOfFirst + day - 1) % 7;
    }

    /** Nothing for a day that the month does not have. */
    private static int bit(int day, int length) {
        return day < 1 || day > length ? 0 : 1 << (day - 1);
    }

    private static IllegalStateException unexpected(FieldExpression item) {
        return new IllegalStateException("not an item of a day field: " + item.asString());
    }
}
