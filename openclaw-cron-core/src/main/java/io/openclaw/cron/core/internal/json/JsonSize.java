package io.openclaw.cron.core.internal.json;

/** How many bytes JSON strings have in UTF-8. */
final class JsonSize {
    private JsonSize() {}

    /**
     * The bytes of a string as a JSON string, quotes included.
     *
     * @param enough where counting may stop
     */
    static long ofString(String value, long enough) {
        var bytes = 2L;
        for (var at = 0; at < value.length() && bytes <= enough; at++) {
            var escape = JsonWriter.escape(value.charAt(at));
            bytes += escape == null ? utf8(value.charAt(at)) : escape.length();
        }
        return bytes;
    }

    /** Half of a surrogate pair counts for two of the pair's four bytes. */
    private static int utf8(char character) {
        return character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }
}
