package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.UsageException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the quickstart shall do.
 *
 * @param help only explain the options
 * @param seconds for how long jobs fire
 * @param folder the folder that is digested
 * @param url the page that is checked; empty for one that the quickstart serves itself
 * @param database what keeps the jobs; empty for the memory of this process
 */
record QuickstartOptions(
        boolean help, int seconds, Path folder, Optional<String> url, Optional<QuickstartDatabase> database) {
    static final String HELP = """
            Runs four cron jobs in this process for a while, shows live what they do, and reports on them.

              --seconds N     for how long jobs fire, 6 to 3600 (default 15)
              --folder PATH   the folder whose changes are watched (default: openclaw-cron-api if there is one here,
                              otherwise the working directory)
              --url URL       the page that is checked (default: one that this process serves on 127.0.0.1)
              --db h2:FILE    keeps jobs and history in this file, or
              --db postgres://HOST/DATABASE
                              in PostgreSQL; user and password are those in the URL (?user=...&password=...) or in the
                              environment variables CRON_DB_USER and CRON_DB_PASSWORD. Started again with the same
                              database, it goes on where it was, even if it was killed. (Default: memory)
              --help          this text

            Exit code: 0 if every job did what it should, 1 if one did not, 2 if an option is wrong.
            """;

    private static final Path USUAL_FOLDER = Path.of("openclaw-cron-api");

    static QuickstartOptions parse(String... args) {
        var line = CommandLine.parse(args, Set.of("--seconds", "--folder", "--url", "--db"), Set.of("--help"));
        return new QuickstartOptions(
                line.has("--help"),
                // The slowest job fires every five seconds.
                line.number("--seconds", 15, 6, 3600),
                line.text("--folder").map(QuickstartOptions::existing).orElseGet(QuickstartOptions::usualFolder),
                line.text("--url"),
                line.text("--db").map(QuickstartDatabase::parse));
    }

    private static Path existing(String text) {
        try {
            var folder = Path.of(text);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException notAPath) {
            // said below
        }
        throw new UsageException("Option --folder is '" + text + "'; there is no such folder");
    }

    private static Path usualFolder() {
        return Files.isDirectory(USUAL_FOLDER) ? USUAL_FOLDER : Path.of("").toAbsolutePath();
    }
}
