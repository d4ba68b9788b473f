package io.openclaw.cron.core.internal.schedule;

import io.openclaw.cron.CronField;
import io.openclaw.cron.CronFieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an expression, up to a limit that a reader can still use. */
final class ErrorList {
    /** More are not listed; an expression of 255 characters has room for 128 bad items. */
    static final int MAX_ERRORS = 20;

    /** How much of an offending text is shown. */
    static final int MAX_TEXT = 40;

    private final List<CronFieldError> errors = new ArrayList<>();

    void add(@Nullable CronField field, int position, String text, String reason) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new CronFieldError(field, position, printable(text), reason));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<CronFieldError> errors() {
        return errors;
    }

    /** At most 40 characters, all of them printable ASCII; others become {@code \}{@code uXXXX}. */
    static String printable(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            var next = character >= ' ' && character < 0x7F ? String.valueOf(character) : "\\u" + hex(character);
            if (shown.length() + next.length() > MAX_TEXT) {
                break;
            }
            shown.append(next);
        }
        return shown.toString();
    }

    private static String hex(char character) {
        var digits = Integer.toHexString(character);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
