package io.openclaw.cron.core.internal.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The way to a value, such as {@code skillParams.items[3].when}. Not thread-safe. */
final class JsonPath {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_$-]{1,40}");
    private static final int LONGEST_KEY = 40;
    private static final int LONGEST_PATH = 250;

    private final String root;
    private final Deque<Object> steps = new ArrayDeque<>();

    JsonPath(String root) {
        this.root = root;
    }

    String root() {
        return root;
    }

    void enter(String key) {
        steps.addLast(key);
    }

    void enter(int index) {
        steps.addLast(index);
    }

    void leave() {
        steps.removeLast();
    }

    @Override
    public String toString() {
        var path = new StringBuilder(root);
        for (var step : steps) {
            path.append(written(step));
        }
        return path.length() <= LONGEST_PATH ? path.toString() : path.substring(0, LONGEST_PATH) + "…";
    }

    private static String written(Object step) {
        if (step instanceof Integer index) {
            return "[" + index + "]";
        }
        var key = (String) step;
        return PLAIN_KEY.matcher(key).matches()
                ? "." + key
                : "[" + JsonValues.previewOf(printable(key), LONGEST_KEY) + "]";
    }

    /** A path ends up in messages and logs: nothing in it may break a line or be half of a character. */
    private static String printable(String key) {
        var shown = key.substring(0, Math.min(key.length(), LONGEST_KEY + 1));
        return shown.codePoints()
                .map(character -> Character.isISOControl(character)
                                || Character.getType(character) == Character.SURROGATE
                                || Character.getType(character) == Character.FORMAT
                                || Character.getType(character) == Character.LINE_SEPARATOR
                                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                        ? '\uFFFD'
                        : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
