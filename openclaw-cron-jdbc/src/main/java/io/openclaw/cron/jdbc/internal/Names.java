package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Constants as the database has them: in lower case. */
final class Names {
    /** Of each type of constants, made once: rows have several of them, and there are many rows. */
    private static final ClassValue<Names> OF_TYPE = new ClassValue<>() {
        @Override
        protected Names computeValue(Class<?> type) {
            return new Names(type);
        }
    };

    private final Map<Object, String> names = new HashMap<>();
    private final Map<String, Object> constants = new HashMap<>();

    private Names(Class<?> type) {
        for (var constant : type.getEnumConstants()) {
            var name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            names.put(constant, name);
            constants.put(name, constant);
        }
    }

    static String of(Enum<?> constant) {
        return requireNonNull(OF_TYPE.get(constant.getDeclaringClass()).names.get(constant));
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

    /**
     * The constant of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static <E extends Enum<E>> E parse(Class<E> type, String name) {
        var constant = OF_TYPE.get(type).constants.get(name);
        if (constant == null) {
            throw new IllegalArgumentException("There is no " + type.getSimpleName() + " '" + name + "'");
        }
        return type.cast(constant);
    }

    static <E extends Enum<E>> @Nullable E parseOrNull(Class<E> type, @Nullable String name) {
        return name == null ? null : parse(type, name);
    }
}
