package io.openclaw.cron.core.internal.schedule;

import com.cronutils.model.field.expression.FieldExpression;
import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values of one field, in order, for putting them into words.
 *
 * @param values in order; none if the field has special items only
 * @param all whether these are all that the field can have
 */
record FieldValues(List<Integer> values, boolean all) {

    /** The values of a field that has plain items only. */
    static FieldValues of(FieldRules rules, CronText text) {
        return ofMask(FieldMask.of(rules, ExpressionReader.items(rules, text)), rules.min(), rules.max());
    }

    /** The days of the month that are given as numbers. */
    static FieldValues daysOfMonth(List<FieldExpression> items) {
        return ofMask(
                plain(FieldRules.DAY_OF_MONTH, items), FieldRules.DAY_OF_MONTH.min(), FieldRules.DAY_OF_MONTH.max());
    }

    /** The weekdays that stand for themselves, 1 for Monday to 7 for Sunday. */
    static FieldValues weekdays(List<FieldExpression> items) {
        long mask = plain(FieldRules.DAY_OF_WEEK, items);
        boolean sunday = (mask & 1) != 0;
        return ofMask(sunday ? mask | (1L << DayOfWeek.SUNDAY.getValue()) : mask, 1, 7);
    }

    private static long plain(FieldRules rules, List<FieldExpression> items) {
        return FieldMask.of(
                rules, items.stream().filter(item -> !FieldMask.isSpecial(item)).toList());
    }

    private static FieldValues ofMask(long mask, int min, int max) {
        var values = IntStream.rangeClosed(min, max)
                .filter(value -> ((mask >>> value) & 1) != 0)
                .boxed()
                .toList();
        return new FieldValues(values, values.size() == max - min + 1);
    }

    boolean isNone() {
        return values.isEmpty();
    }

    int first() {
        return values.get(0);
    }

    int last() {
        return values.get(values.size() - 1);
    }

    int size() {
        return values.size();
    }

    boolean isSingle() {
        return size() == 1;
    }

    /** Whether it is this one value. */
    boolean is(int value) {
        return isSingle() && first() == value;
    }

    /** Whether there is no hole between first and last. */
    boolean isRange() {
        return !isNone() && last() - first() == size() - 1;
    }

    /** The distance of each value from the one before if it is always the same; otherwise, or of a single value, 0. */
    int step() {
        if (size() < 2) {
            return 0;
        }
        int step = values.get(1) - first();
        boolean even = IntStream.range(1, size()).allMatch(i -> values.get(i) - values.get(i - 1) == step);
        return even ? step : 0;
    }

    /** The step if the values go round evenly from 0, as every 5 minutes do and every 7 minutes don't; otherwise 0. */
    int evenStep(int roundLength) {
        int step = step();
        return step > 1 && first() == 0 && last() + step == roundLength ? step : 0;
    }
}
