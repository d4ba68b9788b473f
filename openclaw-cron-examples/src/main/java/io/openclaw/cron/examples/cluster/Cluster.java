package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Disturbs a cluster in every way that one machine allows, and checks that no fire was lost or doubled. */
public final class Cluster {
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int BAD_USAGE = 2;

    private Cluster() {}

    /**
     * Ends with exit code 0 if every promise was kept, 1 if not, and 2 if an option is wrong.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws Exception {
        ConsoleLog.warningsOnly();
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "off");
        System.setProperty("org.slf4j.simpleLogger.log.com.zaxxer", "off");
        var exitCode = run(args, System.out, System.err);
        System.out.flush();
        if (exitCode != KEPT) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws Exception {
        try {
            var options = ClusterOptions.parse(args);
            if (options.help()) {
                out.println(ClusterOptions.HELP);
                return KEPT;
            }
            var folder = Files.createTempDirectory("openclaw-cluster");
            var kept = new ClusterRun(options, folder, out).run();
            if (kept) {
                delete(folder);
            }
            return kept ? KEPT : BROKEN;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            err.println("Try --help.");
            return BAD_USAGE;
        }
    }

    static void delete(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
