package io.openclaw.cron.examples.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of a request's body, each read as exactly one type: no text is taken for a number, no number for a text.
 *
 * <p>By hand rather than bound to a class, so that every refusal names its field and tells a missing value from a null.
 */
public final class JsonFields {
    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads a body.
     *
     * @param body the bytes
     * @param known the names that may occur
     * @throws Refusal if it is no JSON object, or has another field
     */
    public static JsonFields read(byte[] body, Set<String> known) {
        var object = parse(body);
        if (!object.isObject()) {
            throw Refusal.of(400, "malformed", "The body must be a JSON object");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!known.contains(name)) {
                throw Refusal.of(400, "unknown_field", "There is no field '" + shortened(name) + "' here")
                        .at(shortened(name));
            }
        }
        return new JsonFields(object);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.read(body);
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            var where = at == null ? "" : ", near line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw Refusal.of(400, "malformed", "The body is not valid JSON" + where);
        } catch (IOException malformed) {
            throw Refusal.of(400, "malformed", "The body is not valid JSON in UTF-8");
        }
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    /** Whether the field is there, if only as a null. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Refuses nulls in all fields but these. */
    public void requireNoNullsExceptIn(Set<String> nullable) {
        object.fieldNames().forEachRemaining(name -> {
            if (object.get(name).isNull() && !nullable.contains(name)) {
                throw Refusal.malformed(name, "is null; leave it out to keep what is there");
            }
        });
    }

    /** A text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> Refusal.malformed(name, "is missing"));
    }

    /** A text; empty if it is absent or null. */
    public Optional<String> text(String name) {
        return value(name).map(value -> {
            require(value.isTextual(), name, "must be a text");
            return value.textValue();
        });
    }

    /** A whole number; empty if it is absent or null. */
    public Optional<Integer> number(String name) {
        return value(name).map(value -> {
            require(value.isIntegralNumber() && value.canConvertToInt(), name, "must be a whole number");
            return value.intValue();
        });
    }

    /** A truth value; empty if it is absent or null. */
    public Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            require(value.isBoolean(), name, "must be true or false");
            return value.booleanValue();
        });
    }

    /** An object; empty if it is absent or null. */
    public Optional<Map<String, Object>> object(String name) {
        return value(name).map(value -> {
            require(value.isObject(), name, "must be an object");
            return Json.map(value);
        });
    }

    /** One of an enum's constants, by its name in lower case; empty if it is absent or null. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name).map(text -> choose(name, text, type));
    }

    /** The constant that a text names. */
    static <E extends Enum<E>> E choose(String name, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        name,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(JsonFields::word)
                                        .collect(Collectors.joining(", "))));
    }

    /** How an enum's constant is written. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private static void require(boolean holds, String name, String reason) {
        if (!holds) {
            throw Refusal.malformed(name, reason);
        }
    }
}
