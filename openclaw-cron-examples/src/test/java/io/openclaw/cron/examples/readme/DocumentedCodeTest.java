package io.openclaw.cron.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code in the documentation is code of this module, or of a test: it compiles, and changes when the library does. */
class DocumentedCodeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/getting-started.md",
                "docs/persistence.md",
                "docs/scaling.md",
                "docs/reliability.md"
            })
    void everyBlockOfJavaStandsInASourceFile(String page) throws IOException {
        var sources = sources();
        var blocks = JAVA_BLOCK
                .matcher(Files.readString(projectFolder().resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).as("blocks of Java in " + page).isNotEmpty();
        assertThat(blocks)
                .allSatisfy(block -> assertThat(sources)
                        .as("no source file contains, line breaks and indentation aside:%n%s", block)
                        .anyMatch(source -> source.contains(withoutBlanks(block))));
    }

    private static List<String> sources() throws IOException {
        try (var examples = Files.walk(projectFolder().resolve("openclaw-cron-examples/src"));
                var tests = Files.walk(projectFolder().resolve("openclaw-cron-jdbc/src/test"))) {
            return Stream.concat(examples, tests)
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentedCodeTest::read)
                    .map(DocumentedCodeTest::withoutBlanks)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String withoutBlanks(String code) {
        return code.replaceAll("\\s+", "");
    }

    /** The tests run in the module's folder, or an IDE's choice of a folder. */
    private static Path projectFolder() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("openclaw-cron-examples/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
