package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import java.io.PrintStream;

/** Runs four jobs for a few seconds, shows live what they do, and reports whether they did what they should. */
public final class Quickstart {
    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int BAD_USAGE = 2;

    private Quickstart() {}

    /**
     * Ends with exit code 0 if every job did what it should, 1 if not, and 2 if an option is wrong.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws Exception {
        ConsoleLog.warningsOnly();
        var exitCode = run(args, Terminal.isInteractive(), System.out, System.err);
        System.out.flush();
        // Not for a good end: whoever called main, as Maven's exec:java does, may have more to do.
        if (exitCode != GOOD) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, boolean interactive, PrintStream out, PrintStream err) throws Exception {
        try {
            var options = QuickstartOptions.parse(args);
            if (options.help()) {
                out.println(QuickstartOptions.HELP);
                return GOOD;
            }
            return new QuickstartRun(options, Screen.on(out, interactive), out).run() ? GOOD : BAD;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            err.println("Try --help.");
            return BAD_USAGE;
        }
    }
}
