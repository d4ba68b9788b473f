package io.openclaw.cron.core.internal.schedule;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names that stand for a whole expression. */
final class CronMacros {
    static final String NAMES = "@yearly, @annually, @monthly, @weekly, @daily, @midnight and @hourly";

    private static final Map<String, String> EXPRESSIONS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private CronMacros() {}

    /** What a macro stands for, its name in any case. */
    static Optional<String> expressionOf(String name) {
        return Optional.ofNullable(EXPRESSIONS.get(name.toLowerCase(Locale.ROOT)));
    }
}
