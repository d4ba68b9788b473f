package io.openclaw.cron.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.examples.skills.FakeSkillContext;
import io.openclaw.cron.spi.SkillException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountSkillTest {
    @TempDir
    Path folder;

    private final WordCountSkill skill = new WordCountSkill();

    @Test
    void wordsStandBetweenBlanksAndTheLastLineNeedsNoLineBreak() throws Exception {
        assertThat(count(Map.of("text", "one two\n  three"))).isEqualTo(Map.of("words", 3L, "lines", 2L));
        assertThat(count(Map.of("text", "one two\n  three\n"))).isEqualTo(Map.of("words", 3L, "lines", 2L));
        assertThat(count(Map.of("text", "\n\n"))).isEqualTo(Map.of("words", 0L, "lines", 2L));
        assertThat(count(Map.of("text", ""))).isEqualTo(Map.of("words", 0L, "lines", 0L));
    }

    @Test
    void aFileOfManyBlocksIsOneText() throws Exception {
        var file = Files.writeString(folder.resolve("long.txt"), "word ".repeat(20_000) + "x".repeat(50_000));

        assertThat(count(Map.of("file", file.toString()))).isEqualTo(Map.of("words", 20_001L, "lines", 1L));
    }

    @Test
    void aFileThatIsNoTextFailsForGood() throws Exception {
        var file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> count(Map.of("file", file.toString())))
                .isInstanceOfSatisfying(SkillException.class, failure -> {
                    assertThat(failure.code()).isEqualTo("not_text");
                    assertThat(failure.retryable()).isFalse();
                });
    }

    @Test
    void aMissingFileFails() {
        var missing = folder.resolve("missing.txt").toString();

        assertThatThrownBy(() -> count(Map.of("file", missing))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void withoutATextOrFileItFailsForGood() {
        assertThatThrownBy(() -> count(Map.of()))
                .isInstanceOfSatisfying(
                        SkillException.class,
                        failure -> assertThat(failure.retryable()).isFalse())
                .hasMessageContaining("'text'");
    }

    @Test
    void aCancelledCountStops() {
        var request = FakeSkillContext.request("word-count", Map.of("text", "some words"));

        assertThatThrownBy(() -> skill.execute(request, new FakeSkillContext().cancelled()))
                .isInstanceOf(InterruptedException.class);
    }

    private Map<String, Object> count(Map<String, Object> parameters) throws Exception {
        var request = FakeSkillContext.request("word-count", parameters);
        return new HashMap<>(skill.execute(request, new FakeSkillContext()).output());
    }
}
