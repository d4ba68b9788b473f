package io.openclaw.cron.core.internal.schedule;

import io.openclaw.cron.CronFieldError;
import io.openclaw.cron.CronSchedule;
import io.openclaw.cron.CronValidationResult;
import io.openclaw.cron.error.InvalidCronExpressionException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is to know about expressions: whether they are valid, what they mean, when they fire.
 *
 * <p>Keeps what it has compiled, within bounds, so that a million jobs share the forms of the expressions and zones
 * that they have in common. Thread-safe; asking for what is there takes no lock. The engine owns one instance.
 */
public final class CronExpressions {
    /** How many compiled expressions are kept, half a kilobyte each with the text. */
    static final int MAX_EXPRESSIONS = 10_000;

    /** How many zones are kept, 13 KB each; the JDK knows some 600. */
    static final int MAX_ZONES = 1_000;

    private static final int PREVIEWED_RUNS = 5;

    private final BoundedCache<String, LocalTimes> expressions = new BoundedCache<>(MAX_EXPRESSIONS);
    private final BoundedCache<String, ZoneTransitions> zones = new BoundedCache<>(MAX_ZONES);

    /** Creates an instance that has compiled nothing yet. */
    public CronExpressions() {}

    /**
     * When an expression fires in a zone.
     *
     * @throws InvalidCronExpressionException if it breaks the grammar, or if the JDK no longer knows the zone
     */
    public FireTimes fireTimes(String expression, ZoneId zone) {
        return new FireTimes(compiled(expression), transitions(expression, zone));
    }

    /**
     * When an expression fires in a zone.
     *
     * @param zoneName all that {@link ZoneId#of(String)} takes
     * @throws InvalidCronExpressionException if it breaks the grammar, or if there is no such zone
     */
    public FireTimes fireTimes(String expression, String zoneName) {
        return new FireTimes(
                compiled(expression),
                zones.get(zoneName, name -> ZoneTransitions.of(ZoneNames.read(expression, name))));
    }

    /**
     * Checks an expression and a zone and previews them. Never throws.
     *
     * @param expression any text, of any length; null counts as empty
     * @param zoneName any text, of any length; null counts as empty
     * @param now where the preview starts
     * @return all that is wrong, the zone's error last, or the description in English and the next five runs
     */
    public CronValidationResult validate(@Nullable String expression, @Nullable String zoneName, Instant now) {
        var text = expression == null ? "" : expression;
        var zone = zoneName == null ? "" : zoneName;
        var errors = new ArrayList<>(errorsIn(text));
        ZoneNames.problem(zone).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            return new CronValidationResult(false, errors, "", List.of());
        }
        return new CronValidationResult(
                true,
                List.of(),
                describe(text, Locale.ENGLISH),
                fireTimes(text, zone).next(now, PREVIEWED_RUNS));
    }

    /**
     * Splits an expression into its fields.
     *
     * @throws InvalidCronExpressionException if it breaks the grammar
     */
    public CronSchedule parse(String expression) {
        var text = new CronGrammar(expression).read();
        return new CronSchedule(
                text.expression(),
                text.field(FieldRules.SECOND).text(),
                text.field(FieldRules.MINUTE).text(),
                text.field(FieldRules.HOUR).text(),
                text.field(FieldRules.DAY_OF_MONTH).text(),
                text.field(FieldRules.MONTH).text(),
                text.field(FieldRules.DAY_OF_WEEK).text(),
                text.hasSeconds(),
                text.intervalStyle(),
                compiled(expression).any());
    }

    /**
     * The expression in words.
     *
     * @param locale the language; English where there is no other
     * @throws InvalidCronExpressionException if it breaks the grammar
     */
    public String describe(String expression, Locale locale) {
        var text = new CronGrammar(expression).read();
        return ExpressionDescriber.describe(text, compiled(expression).any(), locale);
    }

    private static List<CronFieldError> errorsIn(String expression) {
        try {
            new CronGrammar(expression).read();
            return List.of();
        } catch (InvalidCronExpressionException e) {
            return e.errors();
        }
    }

    private LocalTimes compiled(String expression) {
        return expressions.get(expression, text -> ExpressionCompiler.compile(new CronGrammar(text).read()));
    }

    private ZoneTransitions transitions(String expression, ZoneId zone) {
        try {
            return zones.get(zone.getId(), id -> ZoneTransitions.of(zone));
        } catch (DateTimeException e) {
            throw new InvalidCronExpressionException(expression, List.of(ZoneNames.unknown(zone.getId())));
        }
    }
}
