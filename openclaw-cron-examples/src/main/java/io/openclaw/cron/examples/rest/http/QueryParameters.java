package io.openclaw.cron.examples.rest.http;

import io.javalin.http.Context;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of an address after the question mark, read as strictly as a body. */
public final class QueryParameters {
    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the parameters of a request.
     *
     * @param context the request
     * @param known the names that may occur, each once
     * @throws Refusal if there is another one, or one twice
     */
    public static QueryParameters read(Context context, Set<String> known) {
        var values = new LinkedHashMap<String, String>();
        var query = context.queryString();
        if (query != null && !query.isEmpty()) {
            for (var pair : query.split("&")) {
                var parts = pair.split("=", 2);
                var name = decoded(parts[0]);
                if (!known.contains(name)) {
                    throw Refusal.of(400, "unknown_field", "There is no such query parameter here; there are " + known);
                }
                if (values.put(name, parts.length == 1 ? "" : decoded(parts[1])) != null) {
                    throw Refusal.malformed(name, "is given twice");
                }
            }
        }
        return new QueryParameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.of(400, "malformed", "The query is not encoded as addresses are");
        }
    }

    /** A text; empty if it is absent. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number; empty if it is absent. */
    public Optional<Integer> number(String name) {
        return text(name).map(text -> {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                throw Refusal.malformed(name, "must be a whole number");
            }
        });
    }

    /** A truth value; empty if it is absent. */
    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.malformed(name, "must be true or false");
        });
    }

    /** An instant in ISO 8601; empty if it is absent. */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException notAnInstant) {
                throw Refusal.malformed(name, "must be an instant such as 2026-01-31T12:00:00Z");
            }
        });
    }

    /** One of an enum's constants; empty if it is absent. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name).map(text -> JsonFields.choose(name, text, type));
    }

    /** Some of an enum's constants, separated by commas; empty if it is absent. */
    public <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
        var chosen = new LinkedHashSet<E>();
        text(name)
                .ifPresent(text -> Arrays.stream(text.split(",", -1))
                        .map(word -> JsonFields.choose(name, word, type))
                        .forEach(chosen::add));
        return chosen;
    }
}
