package io.openclaw.cron.core.internal.schedule;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An expression that keeps to the grammar, cut into its fields.
 *
 * @param expression as given, without blanks at its ends
 * @param fields all six of them; an expression of five fields has {@code 0} for seconds
 * @param hasSeconds whether the expression has six fields itself
 */
record CronText(String expression, Map<FieldRules, Field> fields, boolean hasSeconds) {

    /** Copies the map. */
    CronText {
        fields = Map.copyOf(fields);
    }

    Field field(FieldRules rules) {
        return Objects.requireNonNull(fields.get(rules));
    }

    /** The rule of Debian's cron(8): the minute or the hour field begins with an asterisk. */
    boolean intervalStyle() {
        return field(FieldRules.MINUTE).beginsWithStar()
                || field(FieldRules.HOUR).beginsWithStar();
    }

    /** Vixie's rule: both day fields must match if one begins with an asterisk, otherwise one is enough. */
    boolean needsBothDayFields() {
        return field(FieldRules.DAY_OF_MONTH).beginsWithStar()
                || field(FieldRules.DAY_OF_WEEK).beginsWithStar();
    }

    /**
     * One field.
     *
     * @param text as given
     * @param items the items of its list in one spelling: names are numbers, letters are upper case, {@code ?} is
     *     {@code *}, and no number begins with 0
     */
    record Field(String text, List<String> items) {

        boolean beginsWithStar() {
            return items.get(0).startsWith("*");
        }

        /** Whether it stands for all of its values by being {@code *} or {@code ?}. */
        boolean isStar() {
            return items.equals(List.of("*"));
        }
    }
}
