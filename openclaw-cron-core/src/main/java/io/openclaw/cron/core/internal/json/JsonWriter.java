package io.openclaw.cron.core.internal.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON values as compact JSON text, up to a length. Not thread-safe. */
final class JsonWriter {
    private static final String[] CONTROL_ESCAPES = controlEscapes();

    private final StringBuilder text;
    private final int maxLength;

    JsonWriter(StringBuilder text, int maxLength) {
        this.text = text;
        this.maxLength = maxLength;
    }

    void write(@Nullable Object value) {
        if (value instanceof String string) {
            string(string);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Collection<?> list) {
            list(list);
        } else {
            text.append(value);
        }
    }

    /** What was written, cut to the length if it is longer. */
    String cut() {
        if (!full()) {
            return text.toString();
        }
        var end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end) + "…";
    }

    /** How a character is written in a JSON string, or null if as it is. */
    static @Nullable String escape(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> character < CONTROL_ESCAPES.length ? CONTROL_ESCAPES[character] : null;
        };
    }

    private void map(Map<?, ?> map) {
        text.append('{');
        var separator = "";
        for (var entry : map.entrySet()) {
            if (full()) {
                return;
            }
            text.append(separator);
            string(String.valueOf(entry.getKey()));
            text.append(':');
            write(entry.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void list(Collection<?> list) {
        text.append('[');
        var separator = "";
        for (var item : list) {
            if (full()) {
                return;
            }
            text.append(separator);
            write(item);
            separator = ",";
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        for (var at = 0; at < value.length() && !full(); at++) {
            var escape = escape(value.charAt(at));
            if (escape == null) {
                text.append(value.charAt(at));
            } else {
                text.append(escape);
            }
        }
        text.append('"');
    }

    private boolean full() {
        return text.length() > maxLength;
    }

    private static String[] controlEscapes() {
        var escapes = new String[0x20];
        for (var control = 0; control < escapes.length; control++) {
            escapes[control] = String.format(Locale.ROOT, "\\u%04x", control);
        }
        escapes['\b'] = "\\b";
        escapes['\f'] = "\\f";
        escapes['\n'] = "\\n";
        escapes['\r'] = "\\r";
        escapes['\t'] = "\\t";
        return escapes;
    }
}
