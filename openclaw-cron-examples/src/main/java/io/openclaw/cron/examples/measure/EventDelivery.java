package io.openclaw.cron.examples.measure;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long an event takes to WebSocket clients: from before a job is changed, so that the commit is in it, until a
 * client of the job's organization has read the event.
 */
public final class EventDelivery {
    private static final String HELP = """
            Changes jobs at a steady rate and tells how long it takes until all clients of their organizations have heard of it.

              --organizations N   how many, 1 to 1000 (default 10)
              --clients N         connected clients of each, 1 to 100 (default 10)
              --rate N            changes a second of all organizations together, 1 to 10000 (default 200)
              --warm-up N         for how many seconds before without counting, 0 to 3600 (default 60: so long the JVM compiles)
              --seconds N         for how long, 1 to 3600 (default 20)
              --nodes N           1, or 2: the changes are made on one, the clients are connected to the other (default 1);
                                  two need a database that they share
              --help              this text

            """ + MeasuredStore.HELP;

    private EventDelivery() {}

    /**
     * Prints the figures; ends with exit code 1 if an event did not come to every client, and 2 if an option is wrong.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws InterruptedException {
        ConsoleLog.warningsOnly();
        var exitCode = run(args, System.out, System.err);
        System.out.flush();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            var line = CommandLine.parse(
                    args,
                    Set.of("--organizations", "--clients", "--rate", "--warm-up", "--seconds", "--nodes"),
                    Set.of("--help"));
            if (line.has("--help")) {
                out.println(HELP);
                return 0;
            }
            return measure(
                    line.number("--organizations", 10, 1, 1_000),
                    line.number("--clients", 10, 1, 100),
                    line.number("--rate", 200, 1, 10_000),
                    line.number("--warm-up", 60, 0, 3_600),
                    line.number("--seconds", 20, 1, 3_600),
                    line.number("--nodes", 1, 1, 2),
                    out);
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
    }

    private static int measure(
            int organizations, int clients, int rate, int warmUp, int seconds, int nodes, PrintStream out)
            throws InterruptedException {
        try (var host = new LocalHost();
                var other = nodes == 1 ? null : new LocalHost()) {
            var jobs = jobs(host, organizations);
            var events = rate * (warmUp + seconds);
            var delays = new DeliveryDelays(events, clients);
            var listeners = listeners(other == null ? host : other, organizations, clients, delays);
            change(host, jobs, rate, events, delays);
            var complete = delays.awaitAll(Duration.ofSeconds(20));
            listeners.forEach(EventListener::close);
            out.println(String.format(
                    Locale.ROOT,
                    "%d node(s), %d organizations with %d clients each, %d events/s in all, %d s: %s",
                    nodes,
                    organizations,
                    clients,
                    rate,
                    seconds,
                    delays.describe(rate * warmUp)));
            return complete ? 0 : 1;
        }
    }

    private static List<Job> jobs(LocalHost host, int organizations) {
        var jobs = new ArrayList<Job>();
        for (int n = 0; n < organizations; n++) {
            var request = CreateCronJobRequest.builder("org-" + n, "owner", "Changing", "0 0 1 1 *", "any");
            jobs.add(new Job(
                    host.cron().manager().createCronJob(request.build()).jobId(), new Caller("org-" + n, "owner")));
        }
        return jobs;
    }

    private record Job(UUID id, Caller owner) {}

    private static List<EventListener> listeners(
            LocalHost host, int organizations, int clients, DeliveryDelays delays) {
        var listeners = new ArrayList<EventListener>();
        for (int organization = 0; organization < organizations; organization++) {
            for (int client = 0; client < clients; client++) {
                var token = host.token("org-" + organization, "client-" + client);
                listeners.add(EventListener.connect(host.webSocket(), token, delays));
            }
        }
        return listeners;
    }

    /** One change after another, each at its time; a name holds the number of the change. */
    private static void change(LocalHost host, List<Job> jobs, int rate, int events, DeliveryDelays delays)
            throws InterruptedException {
        var timer = Executors.newSingleThreadScheduledExecutor();
        var next = new int[1];
        timer.scheduleAtFixedRate(
                () -> {
                    var number = next[0]++;
                    if (number < events) {
                        var job = jobs.get(number % jobs.size());
                        var change = UpdateCronJobRequest.builder()
                                .jobName("change " + number)
                                .build();
                        delays.begin(number);
                        host.cron().manager().updateCronJob(job.id(), job.owner(), change);
                    }
                },
                0,
                1_000_000_000L / rate,
                TimeUnit.NANOSECONDS);
        delays.awaitBegun();
        timer.shutdown();
    }
}
