package io.openclaw.cron.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptTextTest {
    @Test
    void ordinaryTextIsKeptAsItIs() {
        for (var text : new String[] {"", "plain", "ümläut € 😀 \n\t"}) {
            assertThat(KeptText.of(text)).isSameAs(text);
            assertThat(KeptText.of(text, 255)).isEqualTo(text);
        }
    }

    @Test
    void whatNotEveryStoreCanKeepIsReplaced() {
        assertThat(KeptText.of("a\u0000b")).isEqualTo("a\uFFFDb");
        assertThat(KeptText.of("a\ud83d")).isEqualTo("a\uFFFD");
        assertThat(KeptText.of("\ude00😀\ud83dx")).isEqualTo("\uFFFD😀\uFFFDx");
    }

    @Test
    void aLongTextIsCutAtAWholeCharacter() {
        assertThat(KeptText.of("abcdef", 3)).isEqualTo("abc");
        assertThat(KeptText.of("ab😀", 3)).isEqualTo("ab");
        assertThat(KeptText.of("ab😀", 4)).isEqualTo("ab😀");
        assertThat(KeptText.of("ab\ud83dx", 3)).isEqualTo("ab\uFFFD");
    }
}
