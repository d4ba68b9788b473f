package io.openclaw.cron.jdbc.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What one node of a test has logged: the threads of a node have its name. */
public final class TestLog {
    private static final Path FILE = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "none"));

    private final String nodeName;

    /** The log of a node; its name must be no other's. */
    public TestLog(String nodeName) {
        assumeTrue(Files.exists(FILE), "The build sends the log into a file; here it goes elsewhere");
        this.nodeName = nodeName;
    }

    /** The lines of one logger, without stack traces. */
    public List<String> linesOf(String logger) {
        return lines().stream().filter(line -> line.contains(logger + " - ")).toList();
    }

    /** The lines of the library that somebody on call should see, without stack traces. */
    public List<String> warnings() {
        return lines().stream()
                .filter(line -> line.contains(" io.openclaw."))
                .filter(line -> line.contains("] WARN ") || line.contains("] ERROR "))
                .toList();
    }

    private List<String> lines() {
        try (var lines = Files.lines(FILE, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains("-" + nodeName + "] ")).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
