package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.json.StorableText;

/**
 * Text that comes from a skill, as it is kept: cut at whole characters, with a replacement character for what not every store
 * can keep. Otherwise one odd character in a progress report would cost the execution its result.
 */
final class KeptText {
    private static final char REPLACEMENT = '\uFFFD';

    private KeptText() {}

    /** A text that every store can keep. */
    static String of(String text) {
        if (StorableText.is(text)) {
            return text;
        }
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> character == 0 || isHalf(character) ? REPLACEMENT : character)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Its beginning, of so many characters at most. */
    static String of(String text, int length) {
        var end = text.length() > length && Character.isSurrogatePair(text.charAt(length - 1), text.charAt(length))
                ? length - 1
                : Math.min(text.length(), length);
        return of(text.substring(0, end));
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
