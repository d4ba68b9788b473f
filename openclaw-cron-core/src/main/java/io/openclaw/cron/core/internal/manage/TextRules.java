package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.core.internal.json.StorableText;
import io.openclaw.cron.error.InvalidJobException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a text from a caller may be. Lengths are those of {@link String#length}, as in Bean Validation: a text that keeps to
 * them fits into a column of that many characters in every database, whatever it counts.
 */
final class TextRules {
    private static final int SHOWN = 40;
    private static final String LINE_CHARACTERS = "\n\r\t";
    private static final String LINES_ALLOWED = "line breaks and tabs are allowed, other control characters are not";

    private TextRules() {}

    /** A name, a key or an id: one line, not blank. */
    static String name(String field, @Nullable String value, int maxLength) {
        var text = present(field, value, "allowed are 1 to " + maxLength + " characters");
        if (text.isBlank()) {
            throw new InvalidJobException(field, "is blank; allowed are 1 to " + maxLength + " characters");
        }
        return clean(field, notLonger(field, text, maxLength), false);
    }

    /** Free text, of several lines perhaps; empty or absent is null. */
    static @Nullable String freeText(String field, @Nullable String value, int maxLength) {
        return value == null || value.isEmpty() ? null : clean(field, notLonger(field, value, maxLength), true);
    }

    /**
     * A value that must be there.
     *
     * @param allowed goes on from "is missing; "
     */
    static <T> T present(String field, @Nullable T value, String allowed) {
        if (value == null) {
            throw new InvalidJobException(field, "is missing; " + allowed);
        }
        return value;
    }

    /** A text as a message may show it: short, and on one line. */
    static String shown(String text) {
        var start = text.codePoints()
                .limit(SHOWN)
                .map(character -> unprintable(character) ? '\uFFFD' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return "'" + start + (text.codePointCount(0, text.length()) > SHOWN ? "…'" : "'");
    }

    private static String notLonger(String field, String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new InvalidJobException(
                    field,
                    "has " + text.length() + " characters and begins with " + shown(text) + "; at most " + maxLength
                            + " are allowed");
        }
        return text;
    }

    private static String clean(String field, String text, boolean lines) {
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (isControl(character) && !(lines && LINE_CHARACTERS.indexOf(character) >= 0)) {
                throw new InvalidJobException(
                        field,
                        "is " + shown(text)
                                + String.format(
                                        Locale.ROOT,
                                        " with the control character U+%04X at offset %d; ",
                                        (int) character,
                                        at)
                                + (lines ? LINES_ALLOWED : "control characters are not allowed"));
            }
        }
        var flaw = StorableText.flaw(text);
        if (flaw.isPresent()) {
            throw new InvalidJobException(
                    field, "is " + shown(text) + " with " + flaw.get() + "; allowed is Unicode text");
        }
        return text;
    }

    private static boolean isControl(char character) {
        return unprintable(character) && !Character.isSurrogate(character);
    }

    private static boolean unprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
