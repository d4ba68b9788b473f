package io.openclaw.cron.examples.measure;

import io.openclaw.cron.examples.commandline.CommandLine;
import java.util.Set;

/**
 * How to measure punctuality.
 *
 * @param help only explain the options
 * @param jobs how many jobs fire each second
 * @param seconds how many seconds are measured
 * @param warmUpSeconds how many seconds before are reported apart
 * @param maxConcurrent how many skills may run at once
 */
record PunctualityOptions(boolean help, int jobs, int seconds, int warmUpSeconds, int maxConcurrent) {
    static final String HELP = """
            Runs jobs that fire every second and measures how late their skills are called.

              --jobs N             how many jobs, 1 to 100000 (default 1000)
              --seconds N          how many seconds are measured, 1 to 3600 (default 30)
              --warm-up N          how many seconds before that are reported apart, 0 to 600 (default 20)
              --max-concurrent N   how many skills may run at once, 1 to 100000 (default 1000)
              --help               this text

            Exit code: 0 if each job was called exactly once for each second and never early, 1 if not, 2 if an option
            is wrong.

            """ + MeasuredStore.HELP;

    static PunctualityOptions parse(String... args) {
        var line = CommandLine.parse(
                args, Set.of("--jobs", "--seconds", "--warm-up", "--max-concurrent"), Set.of("--help"));
        return new PunctualityOptions(
                line.has("--help"),
                line.number("--jobs", 1_000, 1, 100_000),
                line.number("--seconds", 30, 1, 3_600),
                line.number("--warm-up", 20, 0, 600),
                line.number("--max-concurrent", 1_000, 1, 100_000));
    }
}
