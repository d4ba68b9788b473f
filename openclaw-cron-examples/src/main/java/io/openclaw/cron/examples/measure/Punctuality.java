package io.openclaw.cron.examples.measure;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures how late the skills of many jobs that fire every second are called, by the system's clock. */
public final class Punctuality {
    private static final String EVERY_SECOND = "* * * * * *";
    private static final int BATCH = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PunctualityOptions options;
    private final Clock clock = Clock.systemUTC();
    /** Set when all jobs have been created; what fires before does not count. */
    private volatile FireGrid grid;

    private Punctuality(PunctualityOptions options) {
        this.options = options;
    }

    /**
     * Ends with exit code 0 if each job was called exactly once for each second and never early, 1 if not, and 2 if an
     * option is wrong.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws Exception {
        ConsoleLog.warningsOnly();
        var exitCode = run(args, System.out, System.err);
        System.out.flush();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws Exception {
        try {
            var options = PunctualityOptions.parse(args);
            if (options.help()) {
                out.println(PunctualityOptions.HELP);
                return 0;
            }
            return new Punctuality(options).measure(out) ? 0 : 1;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
    }

    private boolean measure(PrintStream out) throws InterruptedException {
        var window = options.warmUpSeconds() + options.seconds();
        try (var store = MeasuredStore.open();
                var cron = OpenClawCron.builder()
                        .store(store.store())
                        .skillExecutor(this::takeTime)
                        .config(CronManagerConfig.builder()
                                .maxConcurrentJobs(options.maxConcurrent())
                                .build())
                        .build()) {
            cron.start();
            createJobs(cron.manager());
            out.println("Jobs are kept " + store.description());
            var firstFire = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
            grid = new FireGrid(firstFire, options.jobs(), window);
            out.printf(
                    Locale.ROOT,
                    "%,d jobs fire every second, for %d s and %d s before to warm up%n",
                    options.jobs(),
                    options.seconds(),
                    options.warmUpSeconds());
            grid.awaitAllCalled(
                    Duration.between(clock.instant(), grid.lastFire()).plus(PATIENCE));
        }
        // Closed first: a second call for the last fires would have come by now.
        return report(out, window);
    }

    /** The skill: the time at which it is called is all that it is for. */
    private SkillResult takeTime(SkillRequest request, SkillContext context) {
        var calledAt = clock.instant();
        var counting = grid;
        if (counting != null) {
            var job = (Number) request.parameters().get("job");
            counting.called(job.intValue(), context.scheduledTime(), calledAt);
        }
        return SkillResult.empty();
    }

    private void createJobs(CronManager manager) {
        for (int from = 0; from < options.jobs(); from += BATCH) {
            manager.createCronJobs(IntStream.range(from, Math.min(from + BATCH, options.jobs()))
                    .mapToObj(Punctuality::job)
                    .toList());
        }
    }

    private static CreateCronJobRequest job(int number) {
        return CreateCronJobRequest.builder("measure", "measure", "job " + number, EVERY_SECOND, "take-time")
                .skillParams(Map.of("job", number))
                .build();
    }

    private boolean report(PrintStream out, int window) {
        var warmUp = options.warmUpSeconds();
        if (warmUp > 0) {
            out.println("warm-up   " + grid.lateness(0, warmUp).describe());
        }
        out.println("measured  " + grid.lateness(warmUp, window).describe());
        out.println("its worst seconds, by the last call's lateness: " + grid.worstSeconds(warmUp, window));
        var overall = grid.lateness(0, window);
        out.println("overall   " + overall.describe());
        return overall.flawless();
    }
}
