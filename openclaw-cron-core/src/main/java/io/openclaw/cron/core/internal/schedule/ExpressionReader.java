package io.openclaw.cron.core.internal.schedule;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.parser.FieldParser;
import java.util.List;

/**
 * Reads the fields of an expression with cron-utils, which gives them structure.
 *
 * <p>Only what has passed {@link CronGrammar} comes here, item by item and in its one spelling: by itself cron-utils
 * takes {@code 5#7} and digits of other scripts, fails on {@code 1-5/} and on the valid {@code FRIL,MONL}, and ignores
 * {@code L} inside a list.
 */
final class ExpressionReader {
    /** Five fields or six make no difference: a missing seconds field has become a 0. */
    static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
            .withSeconds()
            .withValidRange(0, 59)
            .withStrictRange()
            .and()
            .withMinutes()
            .withValidRange(0, 59)
            .withStrictRange()
            .and()
            .withHours()
            .withValidRange(0, 23)
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .supportsW()
            .supportsLW()
            .withStrictRange()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .withStrictRange()
            .and()
            // No mapping from 7 to 0: it would turn 5-7 into a range that runs backwards.
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .supportsHash()
            .supportsL()
            .withStrictRange()
            .and()
            .instance();

    private ExpressionReader() {}

    /** The items of one field's list. */
    static List<FieldExpression> items(FieldRules rules, CronText text) {
        var parser =
                new FieldParser(DEFINITION.getFieldDefinition(nameOf(rules)).getConstraints());
        return text.field(rules).items().stream().map(parser::parse).toList();
    }

    static CronFieldName nameOf(FieldRules rules) {
        return switch (rules) {
            case SECOND -> CronFieldName.SECOND;
            case MINUTE -> CronFieldName.MINUTE;
            case HOUR -> CronFieldName.HOUR;
            case DAY_OF_MONTH -> CronFieldName.DAY_OF_MONTH;
            case MONTH -> CronFieldName.MONTH;
            case DAY_OF_WEEK -> CronFieldName.DAY_OF_WEEK;
        };
    }
}
