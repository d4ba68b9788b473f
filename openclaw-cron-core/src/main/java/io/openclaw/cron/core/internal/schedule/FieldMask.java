package io.openclaw.cron.core.internal.schedule;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.model.field.value.IntegerFieldValue;
import com.cronutils.model.field.value.SpecialChar;
import java.util.List;

/** Turns numbers, ranges and steps into bit masks, bit n for the value n. */
final class FieldMask {
    private FieldMask() {}

    /** The values of a list of items, none of which is special. */
    static long of(FieldRules rules, List<FieldExpression> items) {
        long mask = 0;
        for (var item : items) {
            mask |= of(rules, item);
        }
        return mask;
    }

    /** The values of one item, which is not special. */
    static long of(FieldRules rules, FieldExpression item) {
        if (item instanceof Every every) {
            // 5/10 means 5-59/10, while 5 alone means 5.
            var range = every.getExpression();
            long all = range instanceof On on ? range(on.getTime().getValue(), rules.max()) : of(rules, range);
            return everyNth(all, every.getPeriod().getValue());
        }
        if (item instanceof Always) {
            return range(rules.min(), rules.max());
        }
        if (item instanceof Between between) {
            return range(number(between.getFrom()), number(between.getTo()));
        }
        if (item instanceof On on && !isSpecial(on)) {
            return 1L << on.getTime().getValue();
        }
        throw new IllegalStateException(
                "not a plain item of a " + rules.field().label() + " field: " + item.asString());
    }

    /** Whether an item is one with L, W or #. */
    static boolean isSpecial(FieldExpression item) {
        return item instanceof On on && on.getSpecialChar().getValue() != SpecialChar.NONE;
    }

    private static int number(FieldValue<?> value) {
        return ((IntegerFieldValue) value).getValue();
    }

    private static long range(int from, int to) {
        return (-1L >>> (63 - to)) & (-1L << from);
    }

    private static long everyNth(long mask, int period) {
        int first = Long.numberOfTrailingZeros(mask);
        long chosen = 0;
        for (int value = first; value < Long.SIZE; value += period) {
            chosen |= 1L << value;
        }
        return mask & chosen;
    }
}
