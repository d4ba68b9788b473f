package io.openclaw.cron.jdbc.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Constants as the database has them: in lower case. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static List<String> of(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Names::of).toList();
    }

    /** As literals of SQL, separated by commas. */
    static String literals(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Names::literal).sorted().collect(Collectors.joining(", "));
    }

    /** As a literal of SQL. */
    static String literal(Enum<?> constant) {
        return "'" + of(constant) + "'";
    }

    static <E extends Enum<E>> E parse(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    static <E extends Enum<E>> @Nullable E parseOrNull(Class<E> type, @Nullable String name) {
        return name == null ? null : parse(type, name);
    }
}
