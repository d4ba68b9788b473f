package io.openclaw.cron.core.internal.schedule;

/**
 * A place in an expression, and the only way its characters are looked at.
 *
 * <p>Knows ASCII letters and digits only, whatever the default locale. Counts its looks, so that a test can hold the
 * work on hostile input to a bound.
 */
final class Cursor {
    /** Numbers are read up to here; what is longer, of any length, stays out of every range. */
    private static final int HUGE = 1_000_000;

    private final String text;
    private int position;
    private int end;
    private int looks;

    Cursor(String text) {
        this.text = text;
        this.end = text.length();
    }

    /** Goes to a place and takes another one for the end. */
    void enter(int start, int newEnd) {
        position = start;
        end = newEnd;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** Whether the next character is this one, or its lower case. */
    boolean at(char upperCase) {
        return !atEnd() && toUpperCase(look(position)) == upperCase;
    }

    boolean atBlank() {
        return at(' ') || at('\t');
    }

    boolean atLetter() {
        return !atEnd() && isLetter(look(position));
    }

    boolean atDigit() {
        return !atEnd() && isDigit(look(position));
    }

    /** Whether the next character can occur in no expression. */
    boolean atForeignCharacter() {
        if (atEnd()) {
            return false;
        }
        char next = look(position);
        return next <= ' ' || next >= 0x7F;
    }

    void advance() {
        position++;
    }

    /** Steps over the character if it is the next one. */
    boolean skip(char upperCase) {
        if (!at(upperCase)) {
            return false;
        }
        advance();
        return true;
    }

    /** Steps over all digits and gives their number, saturated. */
    int number() {
        int number = 0;
        while (atDigit()) {
            number = Math.min(number * 10 + look(position) - '0', HUGE);
            advance();
        }
        return number;
    }

    /** Steps over all letters and gives them. */
    String letters() {
        int start = position;
        while (atLetter()) {
            advance();
        }
        return text.substring(start, position);
    }

    void goTo(int newPosition) {
        position = newPosition;
    }

    /** What lies between the cursor and its end. */
    String rest() {
        return text.substring(position, end);
    }

    /** What lies between an earlier place and the cursor. */
    String since(int start) {
        return text.substring(start, position);
    }

    int looks() {
        return looks;
    }

    private char look(int at) {
        looks++;
        return text.charAt(at);
    }

    private static char toUpperCase(char character) {
        return character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character;
    }

    private static boolean isLetter(char character) {
        char upperCase = toUpperCase(character);
        return upperCase >= 'A' && upperCase <= 'Z';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
