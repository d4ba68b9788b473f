package io.openclaw.cron.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where databases in files are, until the JVM ends. */
final class TestFolder {
    private static final Path ROOT = create();

    private TestFolder() {}

    static Path root() {
        return ROOT;
    }

    private static Path create() {
        try {
            var folder = Files.createTempDirectory("cron-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-test-databases"));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) {
        try (var found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException left) {
            System.err.println("Test databases are left in " + folder + ": " + left.getMessage());
        }
    }
}
