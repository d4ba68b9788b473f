package io.openclaw.cron.examples.rest;

import io.javalin.util.JavalinException;
import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.InvalidConfigurationException;
import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.UsageException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the REST host as a process of its own. */
public final class CronServer {
    static final String HELP = """
            Serves cron jobs over REST and WebSocket, with a dashboard.

              (no option)     start; settings come from CRON_* variables, see docs/rest.md
              --dev           start for trying things out: on this machine only, with sample jobs, and with a secret for
                              tokens that everyone knows unless CRON_JWT_SECRET is set
              token --org O --user U [--role viewer|operator|admin] [--hours H]
                              print a token
              --help          this text

            Exit code: 1 if it cannot start, 2 if an option or a variable is wrong.
            """;

    private static final Logger log = LoggerFactory.getLogger(CronServer.class);
    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    private CronServer() {}

    /**
     * Starts the server, or prints a token. The server goes on after this returns, until the process is told to end.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        var exitCode = run(args, System.getenv(), System.out, System.err);
        if (exitCode != GOOD) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            if (args.length > 0 && args[0].equals(TokenCommand.NAME)) {
                var options = Arrays.copyOfRange(args, 1, args.length);
                out.println(TokenCommand.token(options, environment, Clock.systemUTC()));
                return GOOD;
            }
            var line = CommandLine.parse(args, Set.of(), Set.of("--dev", "--help"));
            if (line.has("--help")) {
                out.println(HELP);
                return GOOD;
            }
            serve(HostSettings.fromEnvironment(environment, line.has("--dev")), environment, out);
            return GOOD;
        } catch (UsageException | InvalidConfigurationException wrong) {
            err.println(wrong.getMessage());
            err.println("Try --help.");
            return BAD_USAGE;
        } catch (CronException | JavalinException failure) {
            log.error("The server could not start", failure);
            err.println("The server could not start: " + failure.getMessage());
            return FAILED;
        }
    }

    private static void serve(HostSettings settings, Map<String, String> environment, PrintStream out) {
        var server = new RunningServer(settings, StoreChoice.fromEnvironment(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cron-server-stop"));
        server.start();
        out.println(server.greeting());
        out.flush();
    }
}
