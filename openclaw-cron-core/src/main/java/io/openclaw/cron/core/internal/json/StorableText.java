package io.openclaw.cron.core.internal.json;

import java.util.Optional;

/** Text that every store can keep: Unicode, without U+0000, which PostgreSQL does not take. */
public final class StorableText {
    private StorableText() {}

    /** Whether every store can keep the text. What one of them cannot keep is nobody's id, and in nobody's name. */
    public static boolean is(String text) {
        return flaw(text).isEmpty();
    }

    /** What is wrong with the text: "the character U+0000 at offset 3"; empty if nothing is. */
    public static Optional<String> flaw(String text) {
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character == 0) {
                return Optional.of("the character U+0000 at offset " + at);
            }
            if (Character.isSurrogate(character)) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(character, text.charAt(at + 1))) {
                    return Optional.of("half of a surrogate pair at offset " + at);
                }
                at++;
            }
        }
        return Optional.empty();
    }
}
