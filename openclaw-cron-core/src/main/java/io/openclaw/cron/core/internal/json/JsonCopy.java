package io.openclaw.cron.core.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies one value, checking and counting on the way. Every value copied costs a byte at least, so the limit bounds time and
 * memory for whatever comes in: a small graph of shared lists too, which would be huge if it were written out.
 */
final class JsonCopy {
    private static final String ALLOWED =
            "allowed are strings, booleans, numbers, null, and lists and maps with text keys of these";
    private static final int LONGEST_MAGNITUDE_BITS = (int) (JsonValues.MAX_DIGITS / Math.log10(2)) + 1;

    private final JsonPath path;
    private final int maxBytes;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private long bytes;

    JsonCopy(String name, int maxBytes) {
        this.path = new JsonPath(name);
        this.maxBytes = maxBytes;
    }

    Map<String, @Nullable Object> map(Map<?, ?> map) throws NotJsonException {
        enter(map);
        var copy = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) {
            var key = key(entry.getKey());
            path.enter(key);
            text(key);
            count(1 + comma(copy.size()));
            copy.put(key, value(entry.getValue()));
            path.leave();
        }
        leave(map);
        return Collections.unmodifiableMap(copy);
    }

    private List<@Nullable Object> list(Collection<?> list) throws NotJsonException {
        enter(list);
        var copy = new ArrayList<@Nullable Object>();
        for (var item : list) {
            path.enter(copy.size());
            count(comma(copy.size()));
            copy.add(value(item));
            path.leave();
        }
        leave(list);
        return Collections.unmodifiableList(copy);
    }

    private @Nullable Object value(@Nullable Object value) throws NotJsonException {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> list) {
            return list(list);
        }
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof Number number) {
            requireWritable(number);
        } else if (value != null && !(value instanceof Boolean)) {
            throw refused("is a " + value.getClass().getTypeName() + "; " + ALLOWED);
        }
        count(String.valueOf(value).length());
        return value;
    }

    private String key(@Nullable Object key) throws NotJsonException {
        if (key instanceof String text) {
            return text;
        }
        throw refused("has a key that is "
                + (key == null ? "null" : "a " + key.getClass().getTypeName()) + "; allowed are text keys");
    }

    private String text(String value) throws NotJsonException {
        count(JsonSize.ofString(value, maxBytes));
        var flaw = StorableText.flaw(value);
        if (flaw.isPresent()) {
            throw refused("holds " + flaw.get() + ", which not every store can keep; allowed is other Unicode text");
        }
        return value;
    }

    /** By the exact class: a subclass of a number could answer anything, and change its mind. */
    private void requireWritable(Number number) throws NotJsonException {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw refused("is " + number + "; allowed are finite numbers");
            }
        } else if (number.getClass() == BigInteger.class) {
            requireShort(((BigInteger) number).bitLength() <= LONGEST_MAGNITUDE_BITS);
        } else if (number.getClass() == BigDecimal.class) {
            var decimal = (BigDecimal) number;
            requireShort(decimal.scale() <= JsonValues.MAX_DIGITS
                    && (long) decimal.precision() - decimal.scale() <= JsonValues.MAX_DIGITS);
        } else if (!(number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte)) {
            throw refused("is a " + number.getClass().getTypeName() + "; " + ALLOWED);
        }
    }

    private void requireShort(boolean isShort) throws NotJsonException {
        if (!isShort) {
            throw refused("is a number with too many digits; allowed are " + JsonValues.MAX_DIGITS
                    + " before the decimal point and after it");
        }
    }

    private void enter(Object container) throws NotJsonException {
        if (!open.add(container)) {
            throw refused("contains itself; " + ALLOWED);
        }
        if (open.size() > JsonValues.MAX_DEPTH) {
            throw refused("is nested too deeply; at most " + JsonValues.MAX_DEPTH + " levels are allowed");
        }
        count(2);
    }

    private void leave(Object container) {
        open.remove(container);
    }

    private static int comma(int before) {
        return before == 0 ? 0 : 1;
    }

    private void count(long more) throws NotJsonException {
        bytes += more;
        if (bytes > maxBytes) {
            throw new NotJsonException(
                    path.root(), "is larger than " + maxBytes + " bytes as JSON, which is the most that is allowed");
        }
    }

    private NotJsonException refused(String reason) {
        return new NotJsonException(path.toString(), reason);
    }
}
