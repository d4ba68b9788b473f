package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.core.internal.json.StorableText;
import io.openclaw.cron.error.InvalidQueryException;
import org.jspecify.annotations.Nullable;

/** What the values of a query may be. A broken rule throws {@link InvalidQueryException}. */
public final class QueryRules {
    private QueryRules() {}

    /** A value that must be there. */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidQueryException(field, "is missing; it must be given");
        }
        return value;
    }

    /** A text that must be there. One that no store could hold is refused, not looked for: databases answer it badly. */
    public static String text(String field, @Nullable String value) {
        optionalText(field, value);
        return present(field, value);
    }

    /** A text, if there is one. */
    public static void optionalText(String field, @Nullable String value) {
        if (value != null) {
            StorableText.flaw(value).ifPresent(flaw -> {
                throw new InvalidQueryException(field, "holds " + flaw + "; allowed is other Unicode text");
            });
        }
    }

    /** A number between two. */
    static int within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidQueryException(field, "is " + value + "; allowed are " + min + " to " + max);
        }
        return value;
    }
}
