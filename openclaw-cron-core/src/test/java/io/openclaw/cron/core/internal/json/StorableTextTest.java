package io.openclaw.cron.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "line\nbreak", "\u0001", "é€", "\uD83D\uDE00\uD83D\uDE00", "\uFFFF"})
    void takesUnicodeText(String text) {
        assertThat(StorableText.is(text)).isTrue();
        assertThat(StorableText.flaw(text)).isEmpty();
    }

    @Test
    void findsTheZeroCharacter() {
        assertThat(StorableText.flaw("ab\u0000")).contains("the character U+0000 at offset 2");
        assertThat(StorableText.is("\u0000")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a\uD83D,1", "\uD83Da,0", "\uDE00,0", "\uD83D\uDE00\uDE00,2", "\uD83D\uD83D\uDE00,0"})
    void findsHalfOfAPair(String text, int offset) {
        assertThat(StorableText.flaw(text)).contains("half of a surrogate pair at offset " + offset);
    }
}
