package io.openclaw.cron.jdbc.internal;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as the database has it. It is parsed when somebody looks into it: most of what is loaded is only passed on, and
 * written back as it came. Immutable.
 */
final class StoredJson extends AbstractMap<String, Object> {
    /** The text, or the map that was in it; whichever of two threads parses it last is right as well. */
    private volatile Object textOrMap;

    StoredJson(String text) {
        this.textOrMap = text;
    }

    /** The object as text, unless that is forgotten because somebody has looked into it. */
    @Nullable
    String text() {
        return textOrMap instanceof String text ? text : null;
    }

    private Map<String, Object> map() {
        var present = textOrMap;
        if (present instanceof String text) {
            var parsed = Json.parse(text);
            textOrMap = parsed;
            return parsed;
        }
        @SuppressWarnings("unchecked") // what is no text was parsed above
        var parsed = (Map<String, Object>) present;
        return parsed;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return map().entrySet();
    }

    @Override
    public int size() {
        return map().size();
    }

    @Override
    public boolean containsKey(Object key) {
        return map().containsKey(key);
    }

    @Override
    public @Nullable Object get(Object key) {
        return map().get(key);
    }

    /** The same text is the same object, without parsing it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof StoredJson stored && textOrMap.equals(stored.textOrMap))
                || super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
