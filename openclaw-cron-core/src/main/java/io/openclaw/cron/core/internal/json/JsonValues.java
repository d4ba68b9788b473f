package io.openclaw.cron.core.internal.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as plain Java: strings, booleans, numbers, null, and maps with text keys and collections of these.
 *
 * <p>What passes here can be stored by every store and read back. So beyond the types, these are refused: numbers that JSON
 * or databases cannot hold (NaN, infinities, hundreds of digits), text that is no Unicode or holds U+0000, nesting deeper
 * than {@value #MAX_DEPTH} levels, and anything that contains itself.
 */
public final class JsonValues {
    /** How deep values may be nested, the outermost map included. */
    public static final int MAX_DEPTH = 64;

    /** How many digits a number may have before its decimal point, and after it; every double has fewer. */
    public static final int MAX_DIGITS = 400;

    private JsonValues() {}

    /**
     * A deeply immutable copy that keeps nulls and the order of keys. Collections become lists.
     *
     * @param name what the value is called, the beginning of the paths in messages
     * @param value the value
     * @param maxBytes how large it may be at most, as compact JSON in UTF-8; the copying stops there, so that what a huge
     *     value costs is bounded too
     * @throws NotJsonException if it is no JSON, or too large
     */
    public static Map<String, @Nullable Object> copyOf(String name, Map<?, ?> value, int maxBytes)
            throws NotJsonException {
        return new JsonCopy(name, maxBytes).map(value);
    }

    /** A JSON value as compact JSON text. */
    public static String textOf(@Nullable Object value) {
        var text = new StringBuilder();
        new JsonWriter(text, Integer.MAX_VALUE).write(value);
        return text.toString();
    }

    /**
     * The beginning of a JSON value's text, for people; marked with an ellipsis if there is more.
     *
     * @param maxLength how many characters at most, the ellipsis not counted
     */
    public static String previewOf(@Nullable Object value, int maxLength) {
        var text = new StringBuilder();
        var writer = new JsonWriter(text, maxLength);
        writer.write(value);
        return writer.cut();
    }
}
