package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One run of the quickstart, from the assembly of the library to the verdict. */
final class QuickstartRun {
    /** The end falls half-way between two seconds, so that no fire falls on it. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** What an earlier run had reserved for soon after its end has the parameters of that run. */
    private static final Duration FIRE_AHEAD = Duration.ofSeconds(2);

    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final QuickstartOptions options;
    private final Screen screen;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    QuickstartRun(QuickstartOptions options, Screen screen, PrintStream out) {
        this.options = options;
        this.screen = screen;
        this.out = out;
    }

    /** Returns whether every job did what it should. */
    boolean run() throws IOException, InterruptedException {
        try (var stop = new StopSignal();
                var page = LocalPage.serve()) {
            var records = runJobs(options.url().orElse(page.url()), stop);
            var report = new Report(out);
            records.forEach(report::print);
            return conclude(records, stop.requested());
        }
    }

    private List<JobRecord> runJobs(String url, StopSignal stop) throws InterruptedException {
        if (options.database().isEmpty()) {
            return runJobs(url, stop, builder());
        }
        var database = options.database().get();
        try (var pool = database.open(System.getenv())) {
            CronSchema.of(pool).apply();
            screen.line("Jobs and history are in " + database.option() + ".");
            return runJobs(url, stop, builder().store(new JdbcCronStore(pool)));
        }
    }

    private OpenClawCron.Builder builder() {
        return OpenClawCron.builder()
                .skillExecutor(QuickstartJobs.skills())
                .eventPublisher(new EventNarrator(screen))
                .config(CronManagerConfig.builder()
                        .retryDelay(Duration.ofMillis(200))
                        .shutdownGrace(Duration.ofSeconds(5))
                        // What a killed run was doing is taken over soon after the next start.
                        .heartbeat(Duration.ofMillis(500))
                        .selfFenceAfter(Duration.ofSeconds(3))
                        .deadAfter(Duration.ofSeconds(4))
                        .build());
    }

    private List<JobRecord> runJobs(String url, StopSignal stop, OpenClawCron.Builder builder)
            throws InterruptedException {
        var watch = new ExecutionWatch();
        try (var cron = builder.build()) {
            cron.executor().addListener(watch);
            var requests = QuickstartJobs.requests(options.folder(), url);
            var stored = new StoredJobs(cron);
            stored.goOn(requests);
            stored.tellWhatWasThere().ifPresent(screen::line);
            var start = clock.instant();
            cron.start();
            var jobs = stored.orCreate(requests);
            screen.line("Four jobs fire for " + options.seconds() + " s; Ctrl-C ends it earlier.");
            stop.await(Duration.between(clock.instant(), end()));
            // What is due from here on may or may not have been fired before its job is paused.
            var paused = clock.instant();
            pauseAll(jobs, cron);
            watch.await(() -> nothingIsLive(cron), stop.requested() ? Duration.ZERO : DRAIN);
            var settled = start.plus(FIRE_AHEAD);
            return jobs.stream()
                    .map(job -> JobRecord.of(
                            job,
                            stored.goesOn(job) ? Optional.of(settled) : Optional.empty(),
                            paused,
                            cron,
                            watch.firstStarts()))
                    .toList();
        }
    }

    private Instant end() {
        return clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(options.seconds())
                .plus(HALF_A_SECOND);
    }

    /** Paused jobs fire no longer, and what has fired goes on, retries included. */
    private static void pauseAll(List<CronJob> jobs, OpenClawCron cron) {
        jobs.forEach(
                job -> cron.manager().pauseCronJob(job.jobId(), QuickstartJobs.CALLER.because("the quickstart ends")));
    }

    private static boolean nothingIsLive(OpenClawCron cron) {
        var live = CronExecutionHistoryQuery.builder(QuickstartJobs.ORGANIZATION)
                .status(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING)
                .limit(1)
                .build();
        return cron.history().getExecutionHistory(live).items().isEmpty();
    }

    private boolean conclude(List<JobRecord> records, boolean stoppedEarly) {
        out.println();
        if (stoppedEarly) {
            out.println("Stopped early.");
            return true;
        }
        var problems = records.stream()
                .flatMap(record -> Verdict.problems(record).stream())
                .toList();
        problems.forEach(problem -> out.println("NOT AS IT SHOULD: " + problem));
        if (problems.isEmpty()) {
            out.println("All jobs did what they should: no fire missed, none early, none failed.");
        }
        out.flush();
        return problems.isEmpty();
    }
}
