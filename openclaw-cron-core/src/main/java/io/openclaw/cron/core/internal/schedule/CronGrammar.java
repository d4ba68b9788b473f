package io.openclaw.cron.core.internal.schedule;

import io.openclaw.cron.error.InvalidCronExpressionException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * The grammar of expressions, strict: what it lets pass has one meaning, and what it refuses it refuses with all
 * reasons.
 *
 * <p>Looks at each character a few times, and at none if there are more than 255. An instance reads one expression,
 * once.
 */
final class CronGrammar {
    static final int MAX_LENGTH = 255;

    private static final int FIELDS = 6;
    private static final String ALLOWED_FIELDS =
            "an expression has 5 fields (minute, hour, day of month, month, day of week) or 6 (seconds first)";

    private final String expression;
    private final Cursor cursor;
    private final ErrorList errors = new ErrorList();

    CronGrammar(String expression) {
        this.expression = expression;
        this.cursor = new Cursor(expression);
    }

    /**
     * Reads the expression.
     *
     * @throws InvalidCronExpressionException with all that is wrong with it
     */
    CronText read() {
        if (expression.length() > MAX_LENGTH) {
            var surplus =
                    expression.substring(MAX_LENGTH, Math.min(expression.length(), MAX_LENGTH + ErrorList.MAX_TEXT));
            errors.add(null, MAX_LENGTH, surplus, tooLong("expression", expression.length(), MAX_LENGTH));
            throw invalid();
        }
        var words = words();
        if (words.isEmpty()) {
            errors.add(null, 0, "", "the expression is empty; " + ALLOWED_FIELDS);
            throw invalid();
        }
        int start = words.get(0).start();
        var text = expression.substring(start, words.get(words.size() - 1).end());
        return text.startsWith("@") ? macro(text, start) : fields(text, words);
    }

    /** How often a character has been looked at so far. */
    int looks() {
        return cursor.looks();
    }

    private CronText macro(String text, int start) {
        var macro = CronMacros.expressionOf(text);
        if (macro.isEmpty()) {
            errors.add(null, start, text, "no such macro; allowed, with nothing beside it, are " + CronMacros.NAMES);
            throw invalid();
        }
        var meaning = new CronGrammar(macro.get()).read();
        return new CronText(text, meaning.fields(), meaning.hasSeconds());
    }

    private CronText fields(String text, List<Word> words) {
        boolean hasSeconds = words.size() == FIELDS;
        if (!hasSeconds && words.size() != FIELDS - 1) {
            wrongNumberOfFields(text, words);
            throw invalid();
        }
        var fields = new EnumMap<FieldRules, CronText.Field>(FieldRules.class);
        if (!hasSeconds) {
            fields.put(FieldRules.SECOND, new CronText.Field("0", List.of("0")));
        }
        var word = words.iterator();
        for (var rules : FieldRules.values()) {
            if (!fields.containsKey(rules)) {
                fields.put(rules, field(rules, word.next()));
            }
        }
        if (!errors.isEmpty()) {
            throw invalid();
        }
        return new CronText(text, fields, hasSeconds);
    }

    private void wrongNumberOfFields(String text, List<Word> words) {
        int count = words.size();
        var reason = count + (count == 1 ? " field" : " fields") + " found; " + ALLOWED_FIELDS;
        if (count < FIELDS) {
            errors.add(null, words.get(0).start(), text, reason);
            blameForeignCharacter(words.get(0).start());
        } else {
            int surplus = words.get(FIELDS).start();
            errors.add(null, surplus, text.substring(surplus - words.get(0).start()), reason);
        }
    }

    /** Often the cause of too few fields: a blank that is none, such as a no-break space, makes one of two. */
    private void blameForeignCharacter(int start) {
        cursor.enter(start, expression.length());
        while (!cursor.atEnd() && (cursor.atBlank() || !cursor.atForeignCharacter())) {
            cursor.advance();
        }
        if (!cursor.atEnd()) {
            errors.add(null, cursor.position(), cursor.rest(), ItemGrammar.FOREIGN_CHARACTER);
        }
    }

    private CronText.Field field(FieldRules rules, Word word) {
        var text = expression.substring(word.start(), word.end());
        if (rules.isDayField() && text.equals("?")) {
            return new CronText.Field(text, List.of("*"));
        }
        var items = new ArrayList<String>();
        int start = word.start();
        cursor.enter(start, word.end());
        while (start <= word.end()) {
            int comma = nextComma(start, word.end());
            if (comma == start) {
                int blamed = Math.max(start - 1, word.start());
                errors.add(rules.field(), blamed, ",", "an item of the list is missing; " + rules.allowed());
            } else {
                cursor.enter(start, comma);
                new ItemGrammar(rules, cursor, errors).read().ifPresent(items::add);
            }
            start = comma + 1;
        }
        return new CronText.Field(text, List.copyOf(items));
    }

    private int nextComma(int start, int end) {
        cursor.enter(start, end);
        while (!cursor.atEnd() && !cursor.at(',')) {
            cursor.advance();
        }
        return cursor.position();
    }

    private List<Word> words() {
        var words = new ArrayList<Word>();
        while (!cursor.atEnd()) {
            if (cursor.atBlank()) {
                cursor.advance();
                continue;
            }
            int start = cursor.position();
            while (!cursor.atEnd() && !cursor.atBlank()) {
                cursor.advance();
            }
            words.add(new Word(start, cursor.position()));
        }
        return words;
    }

    /** Not with a format: %d takes the digits of the JVM's default locale. */
    static String tooLong(String what, int length, int maxLength) {
        return "the " + what + " has " + length + " characters; at most " + maxLength + " are allowed";
    }

    private InvalidCronExpressionException invalid() {
        return new InvalidCronExpressionException(expression, errors.errors());
    }

    /** What stands between blanks. */
    private record Word(int start, int end) {}
}
