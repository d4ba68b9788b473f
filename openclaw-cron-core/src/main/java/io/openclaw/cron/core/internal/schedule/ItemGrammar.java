package io.openclaw.cron.core.internal.schedule;

import java.util.Locale;
import java.util.Optional;

/**
 * Reads one item of a field's list, such as {@code *}, {@code 1-5/2} or {@code FRIL}, and rewrites it with numbers.
 *
 * <p>An item has one error at most: its first. The reading methods say whether to go on.
 */
final class ItemGrammar {
    static final String FOREIGN_CHARACTER =
            "only printable ASCII characters are allowed, and only blanks and tabs between the fields";

    private static final int NONE = -1;
    private static final int LARGEST_OFFSET_FROM_LAST = 30;
    private static final int LARGEST_OCCURRENCE = 5;

    private final FieldRules rules;
    private final Cursor cursor;
    private final ErrorList errors;
    private final int start;
    private final StringBuilder canonical = new StringBuilder();

    /** Reads from where the cursor is to its end, which must not be the same. */
    ItemGrammar(FieldRules rules, Cursor cursor, ErrorList errors) {
        this.rules = rules;
        this.cursor = cursor;
        this.errors = errors;
        this.start = cursor.position();
    }

    /** The item in its one spelling; empty if it has an error, which is then listed. */
    Optional<String> read() {
        boolean good = item() && (cursor.atEnd() || fail("unexpected here; " + rules.allowed()));
        return good ? Optional.of(canonical.toString()) : Optional.empty();
    }

    private boolean item() {
        if (cursor.skip('*')) {
            canonical.append('*');
            return step();
        }
        if (cursor.at('?')) {
            return fail(
                    rules.isDayField()
                            ? "'?' must be the whole field"
                            : "'?' is allowed in the two day fields only; " + rules.allowed());
        }
        if (rules == FieldRules.DAY_OF_MONTH && cursor.at('L')) {
            return lastDay();
        }
        int from = value(false);
        return from != NONE && afterValue(from);
    }

    private boolean afterValue(int from) {
        canonical.append(from);
        if (cursor.skip('-')) {
            return rangeFrom(from) && step();
        }
        if (rules == FieldRules.DAY_OF_MONTH && cursor.skip('W')) {
            canonical.append('W');
            return true;
        }
        if (rules == FieldRules.DAY_OF_WEEK && cursor.skip('L')) {
            canonical.append('L');
            return true;
        }
        if (rules == FieldRules.DAY_OF_WEEK && cursor.skip('#')) {
            canonical.append('#');
            return number("the number after '#'", LARGEST_OCCURRENCE);
        }
        return step();
    }

    private boolean rangeFrom(int from) {
        int to = value(true);
        if (to == NONE) {
            return false;
        }
        if (to < from) {
            return failFrom(
                    start,
                    "the range runs backwards; write it as two, one that ends with " + rules.max()
                            + " and one that starts with " + rules.min());
        }
        canonical.append('-').append(to);
        return true;
    }

    private boolean step() {
        if (!cursor.skip('/')) {
            return true;
        }
        canonical.append('/');
        return number("the step", rules.max());
    }

    /** {@code L}, {@code L-3} or {@code LW} in the day-of-month field. */
    private boolean lastDay() {
        var word = cursor.letters().toUpperCase(Locale.ROOT);
        if (!word.equals("L") && !word.equals("LW")) {
            return failFrom(start, "not understood; " + rules.allowed());
        }
        canonical.append(word);
        if (word.equals("L") && cursor.skip('-')) {
            canonical.append('-');
            return number("the number of days after 'L-'", LARGEST_OFFSET_FROM_LAST);
        }
        return true;
    }

    private boolean number(String what, int max) {
        var range = "a number from 1 to " + max;
        if (cursor.atEnd()) {
            return failFrom(cursor.position() - 1, what + " is missing; it must be " + range);
        }
        if (!cursor.atDigit()) {
            return fail(what + " must be " + range);
        }
        int position = cursor.position();
        int number = cursor.number();
        if (number < 1 || number > max) {
            return failFrom(position, what + " must be " + range);
        }
        canonical.append(number);
        return true;
    }

    /** A number or a name, or {@link #NONE} after an error. */
    private int value(boolean endsRange) {
        if (cursor.atLetter()) {
            return name(endsRange);
        }
        int position = cursor.position();
        if (cursor.atDigit()) {
            int number = cursor.number();
            if (rules.inRange(number)) {
                return number;
            }
            failFrom(position, "out of range; allowed are " + rules.valuesInWords());
        } else if (cursor.atEnd()) {
            failFrom(position - 1, "the end of the range is missing; allowed are " + rules.valuesInWords());
        } else if (cursor.at('-') || cursor.at('+')) {
            fail("numbers have no sign; " + rules.allowed());
        } else if (cursor.at('/')) {
            fail("a step needs something in front, such as */2");
        } else if (cursor.at('@')) {
            fail("a macro stands alone, without fields beside it");
        } else {
            fail("not understood; " + rules.allowed());
        }
        return NONE;
    }

    private int name(boolean endsRange) {
        int position = cursor.position();
        var letters = cursor.letters().toUpperCase(Locale.ROOT);
        if (rules == FieldRules.DAY_OF_WEEK && letters.length() == 4 && letters.endsWith("L")) {
            // The L of FRIL is not part of the name.
            letters = letters.substring(0, 3);
            cursor.goTo(position + 3);
        }
        int number = rules.numberOf(letters);
        if (number == NONE) {
            failFrom(position, unknown(letters));
        }
        // SUN-TUE begins with a Sunday, FRI-SUN ends with one.
        return number == 0 && endsRange ? rules.max() : number;
    }

    private String unknown(String letters) {
        if (rules == FieldRules.DAY_OF_WEEK && letters.equals("L")) {
            return "L needs its weekday in front, such as FRIL or 5L";
        }
        if (rules == FieldRules.DAY_OF_MONTH && letters.equals("W")) {
            return "W needs its day in front, such as 15W";
        }
        return (rules.hasNames() ? "no such name; " : "letters have no meaning here; ") + rules.allowed();
    }

    /** Blames what follows the cursor. */
    private boolean fail(String reason) {
        boolean foreign = cursor.atForeignCharacter();
        errors.add(rules.field(), cursor.position(), cursor.rest(), foreign ? FOREIGN_CHARACTER : reason);
        return false;
    }

    /** Blames what lies between a position and the cursor. */
    private boolean failFrom(int position, String reason) {
        errors.add(rules.field(), position, cursor.since(position), reason);
        return false;
    }
}
