package io.openclaw.cron.core.internal.schedule;

import static com.cronutils.model.field.expression.FieldExpressionFactory.always;
import static com.cronutils.model.field.expression.FieldExpressionFactory.every;
import static com.cronutils.model.field.expression.FieldExpressionFactory.on;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.field.CronField;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.FieldExpression;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The words for schedules that cron-utils describes rightly in all its languages, and the JDK's names of days and
 * months.
 *
 * <p>That is few: cron-utils calls {@code 5/15} every 15 minutes and {@code * * 11 * * *} 11:00, its Dutch for every
 * second is every second one, and it has no word for "or", so the two day fields come out wrong together.
 */
final class LocalizedWords {
    private static final int MINUTES_PER_HOUR = 60;

    private final Locale locale;
    private final CronDescriptor descriptor;

    private LocalizedWords(Locale locale, CronDescriptor descriptor) {
        this.locale = locale;
        this.descriptor = descriptor;
    }

    /** The words of a language; empty if cron-utils does not speak it. */
    static Optional<LocalizedWords> in(Locale locale) {
        var descriptor = CronDescriptor.instance(locale);
        // A language without a bundle silently gets that of the JVM's default locale.
        var found = descriptor.getResourceBundle().getLocale().getLanguage();
        return found.equals(locale.getLanguage())
                ? Optional.of(new LocalizedWords(locale, descriptor))
                : Optional.empty();
    }

    /** The whole schedule; empty unless it is simple. */
    Optional<String> describe(CronText text) {
        boolean oneDayField = text.field(FieldRules.DAY_OF_MONTH).isStar()
                || text.field(FieldRules.DAY_OF_WEEK).isStar();
        if (!oneDayField || hasSpecialDays(text)) {
            return Optional.empty();
        }
        return time(text).map(time -> {
            var parts = new ArrayList<>(List.of(time));
            weekdays(text).ifPresent(parts::add);
            daysOfMonth(text).ifPresent(parts::add);
            months(text).ifPresent(parts::add);
            return String.join(", ", parts);
        });
    }

    /** The time of day; empty unless it is simple. */
    Optional<String> time(CronText text) {
        var minutes = FieldValues.of(FieldRules.MINUTE, text);
        var hours = FieldValues.of(FieldRules.HOUR, text);
        if (!FieldValues.of(FieldRules.SECOND, text).is(0)) {
            return Optional.empty();
        }
        if (minutes.isSingle() && hours.isSingle()) {
            return Optional.of(describe(on(minutes.first()), on(hours.first())));
        }
        if (!hours.all()) {
            return Optional.empty();
        }
        if (minutes.all() || minutes.is(0)) {
            return Optional.of(describe(minutes.all() ? always() : on(0), always()));
        }
        int step = minutes.evenStep(MINUTES_PER_HOUR);
        return step == 0 ? Optional.empty() : Optional.of(describe(every(step), always()));
    }

    private String describe(FieldExpression minutes, FieldExpression hours) {
        var fields = Map.of(
                CronFieldName.MINUTE, field(CronFieldName.MINUTE, minutes),
                CronFieldName.HOUR, field(CronFieldName.HOUR, hours));
        return asciiDigits(descriptor.describeHHmmss(fields))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static CronField field(CronFieldName name, FieldExpression expression) {
        var definition = ExpressionReader.DEFINITION.getFieldDefinition(name);
        return new CronField(name, expression, definition.getConstraints());
    }

    /** cron-utils formats numbers in the JVM's default locale, whatever language it was asked for. */
    private static String asciiDigits(String text) {
        return text.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean hasSpecialDays(CronText text) {
        return ExpressionReader.items(FieldRules.DAY_OF_MONTH, text).stream().anyMatch(FieldMask::isSpecial)
                || ExpressionReader.items(FieldRules.DAY_OF_WEEK, text).stream().anyMatch(FieldMask::isSpecial);
    }

    private Optional<String> weekdays(CronText text) {
        return list(
                FieldValues.weekdays(ExpressionReader.items(FieldRules.DAY_OF_WEEK, text)),
                day -> DayOfWeek.of(day).getDisplayName(TextStyle.FULL_STANDALONE, locale));
    }

    private Optional<String> daysOfMonth(CronText text) {
        var day = descriptor.getResourceBundle().getString("day");
        return list(FieldValues.of(FieldRules.DAY_OF_MONTH, text), String::valueOf)
                .map(list -> day + " " + list);
    }

    private Optional<String> months(CronText text) {
        return list(
                FieldValues.of(FieldRules.MONTH, text),
                month -> Month.of(month).getDisplayName(TextStyle.FULL_STANDALONE, locale));
    }

    private static Optional<String> list(FieldValues values, IntFunction<String> name) {
        if (values.all()) {
            return Optional.empty();
        }
        return Optional.of(
                values.size() > 2 && values.isRange()
                        ? name.apply(values.first()) + "\u2013" + name.apply(values.last())
                        : values.values().stream().map(name::apply).collect(Collectors.joining(", ")));
    }
}
