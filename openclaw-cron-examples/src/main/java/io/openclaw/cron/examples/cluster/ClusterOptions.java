package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.examples.cluster.node.NodeSettings;
import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.UsageException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * What shall be done to what.
 *
 * @param help only explain the options
 * @param length for how long the cluster is disturbed
 * @param seed decides what happens when, as far as chance is concerned
 * @param nodes how many processes share the work
 * @param settings how soon they notice each other's death
 * @param disturbances what may happen to them
 */
record ClusterOptions(
        boolean help, Duration length, long seed, int nodes, NodeSettings settings, Set<Disturbance> disturbances) {
    static final String HELP = """
            Starts PostgreSQL and some processes that share jobs, lets them die, freeze and lose their connections, and
            checks in the end that no fire was lost or doubled, and what else the library promises.

              --for TIME           for how long, as in 60s or 5m (default 60s); it takes half a minute more to come to rest
              --nodes N            how many processes, 1 to 10 (default 3)
              --seed N             repeats the choices of an earlier run
              --default-settings   the library's own settings, by which a death is noticed within ten seconds; otherwise
                                   faster ones, so that more happens
              --only LIST          what may happen: kill, freeze, cut, hold, database, restart, with commas in between, or
                                   none (default: all)
              --help               this text

            Exit code: 0 if every promise was kept, 1 if not, 2 if an option is wrong.
            """;

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh])");
    private static final int MAX_SECONDS = 7 * 24 * 60 * 60;

    static ClusterOptions parse(String... args) {
        var line = CommandLine.parse(
                args, Set.of("--for", "--nodes", "--seed", "--only"), Set.of("--default-settings", "--help"));
        return new ClusterOptions(
                line.has("--help"),
                time(line.text("--for").orElse("60s")),
                line.text("--seed")
                        .map(ClusterOptions::seed)
                        .orElseGet(() -> new SplittableRandom().nextLong(1_000_000)),
                line.number("--nodes", 3, 1, 10),
                line.has("--default-settings") ? NodeSettings.DEFAULT : NodeSettings.FAST,
                line.text("--only").map(Disturbance::parse).orElse(EnumSet.allOf(Disturbance.class)));
    }

    private static Duration time(String text) {
        var time = TIME.matcher(text);
        if (time.matches()) {
            var number = Long.parseLong(time.group(1));
            var length = switch (time.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (length.toSeconds() >= 1 && length.toSeconds() <= MAX_SECONDS) {
                return length;
            }
        }
        throw new UsageException("Option --for is '" + text + "'; allowed are 1s to 7 days, as in 60s, 5m or 2h");
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("Option --seed is '" + text + "'; allowed are whole numbers");
        }
    }
}
