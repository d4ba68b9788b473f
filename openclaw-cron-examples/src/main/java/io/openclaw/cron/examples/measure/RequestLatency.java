package io.openclaw.cron.examples.measure;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Measures how long clients of the REST host wait for answers: each makes one request after the other, all of them at once. */
public final class RequestLatency {
    private static final String HELP = """
            Has clients create jobs, list them and read histories, and tells how long each kind of request takes.

              --jobs N      how many jobs there are before, 1 to 1000000 (default 10000)
              --clients N   how many clients there are, 1 to 1000 (default 16)
              --warm-up N   for how many seconds before without counting, 0 to 3600 (default 180: so long the JVM compiles)
              --seconds N   for how long, 1 to 3600 (default 30)
              --help        this text

            """ + MeasuredStore.HELP;

    private static final Caller OWNER = new Caller("measure", "owner");
    private static final int BATCH = 1_000;
    private static final int RUNS_EACH = 20;
    private static final int JOBS_WITH_HISTORY = 100;

    private RequestLatency() {}

    /**
     * Prints the figures; ends with exit code 1 if a request failed, and 2 if an option is wrong.
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
            var line =
                    CommandLine.parse(args, Set.of("--jobs", "--clients", "--warm-up", "--seconds"), Set.of("--help"));
            if (line.has("--help")) {
                out.println(HELP);
                return 0;
            }
            return measure(
                    line.number("--jobs", 10_000, 1, 1_000_000),
                    line.number("--clients", 16, 1, 1_000),
                    Duration.ofSeconds(line.number("--warm-up", 180, 0, 3_600)),
                    Duration.ofSeconds(line.number("--seconds", 30, 1, 3_600)),
                    out);
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
    }

    private static int measure(int jobs, int clients, Duration warmUp, Duration duration, PrintStream out)
            throws InterruptedException {
        try (var host = new LocalHost()) {
            var withHistory = create(host, jobs);
            var work = new RequestMix(host.api(), host.token(OWNER.organizationId(), OWNER.userId()), withHistory);
            var warming = new RequestTimings();
            work.run(clients, warmUp, warming);
            var timings = new RequestTimings();
            work.run(clients, duration, timings);
            out.printf(
                    "%,d jobs, %d clients, %d s%n%s", jobs, clients, duration.toSeconds(), timings.describe(duration));
            return warming.failed() + timings.failed() == 0 ? 0 : 1;
        }
    }

    /** Creates jobs that never fire by themselves, and runs some of them; returns those. */
    private static List<CronJob> create(LocalHost host, int jobs) {
        var manager = host.cron().manager();
        var withHistory = new ArrayList<CronJob>();
        for (int from = 0; from < jobs; from += BATCH) {
            var created = manager.createCronJobs(IntStream.range(from, Math.min(from + BATCH, jobs))
                    .mapToObj(number -> CreateCronJobRequest.builder(
                                    OWNER.organizationId(), OWNER.userId(), "job " + number, "0 0 1 1 *", "any")
                            .build())
                    .toList());
            created.stream().limit(JOBS_WITH_HISTORY - withHistory.size()).forEach(withHistory::add);
        }
        for (int run = 0; run < RUNS_EACH; run++) {
            withHistory.forEach(job -> manager.triggerManualRun(job.jobId(), OWNER));
        }
        host.cron().runDue(Duration.ofMinutes(5));
        return withHistory;
    }
}
