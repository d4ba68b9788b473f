package io.openclaw.cron.examples.plugin;

import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Counts words: a plug-in that a host finds through {@link java.util.ServiceLoader}, without knowing its class.
 *
 * <p>Parameter: {@code text}, or {@code file}, the path of a file in UTF-8. Result: {@code words} and {@code lines}.
 */
public final class WordCountSkill implements Skill {
    /** The skill's name. */
    public static final String NAME = "word-count";

    /** The constructor that the service loader calls. */
    public WordCountSkill() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws IOException, InterruptedException {
        try (var reader = open(request.parameters())) {
            return count(reader, context);
        } catch (CharacterCodingException binary) {
            throw new SkillException("not_text", "The file is not a text in UTF-8", false, binary);
        }
    }

    private static Reader open(Map<String, Object> parameters) throws IOException {
        if (parameters.get("text") instanceof String text) {
            return new StringReader(text);
        }
        if (parameters.get("file") instanceof String file) {
            return Files.newBufferedReader(Path.of(file));
        }
        throw SkillException.permanent("bad_parameter", "Parameter 'text' or parameter 'file' is required, as a text");
    }

    /** By blocks and not by lines: a file may be one line of any length. */
    private static SkillResult count(Reader reader, SkillContext context) throws IOException, InterruptedException {
        var tally = new Tally();
        var block = new char[16 * 1024];
        for (int length = reader.read(block); length >= 0; length = reader.read(block)) {
            if (Thread.interrupted() || context.isCancelled()) {
                throw new InterruptedException("stopped while counting");
            }
            for (int at = 0; at < length; at++) {
                tally.add(block[at]);
            }
        }
        return SkillResult.of(Map.of("words", tally.words, "lines", tally.lines()));
    }

    /** A word is what stands between blanks; the last line counts without a line break at its end too. */
    private static final class Tally {
        private long words;
        private long lineBreaks;
        private boolean inWord;
        private boolean inLine;

        void add(char character) {
            var blank = Character.isWhitespace(character);
            if (!blank && !inWord) {
                words++;
            }
            inWord = !blank;
            inLine = character != '\n';
            if (character == '\n') {
                lineBreaks++;
            }
        }

        long lines() {
            return lineBreaks + (inLine ? 1 : 0);
        }
    }
}
