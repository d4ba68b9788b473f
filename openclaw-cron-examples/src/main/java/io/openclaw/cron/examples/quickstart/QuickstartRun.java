package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.OpenClawCron;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One run of the quickstart, from the assembly of the library to the verdict. */
final class QuickstartRun {
    /** The end falls half-way between two seconds, so that no fire falls on it. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

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
        var watch = new ExecutionWatch();
        try (var cron = OpenClawCron.builder()
                .skillExecutor(QuickstartJobs.skills())
                .eventPublisher(new EventNarrator(screen))
                .config(CronManagerConfig.builder()
                        .retryDelay(Duration.ofMillis(200))
                        .shutdownGrace(Duration.ofSeconds(5))
                        .build())
                .build()) {
            cron.executor().addListener(watch);
            cron.start();
            screen.line("Four jobs fire for " + options.seconds() + " s; Ctrl-C ends it earlier.");
            var jobs = cron.manager().createCronJobs(QuickstartJobs.requests(options.folder(), url));
            stop.await(Duration.between(clock.instant(), end()));
            var paused = pauseAll(jobs, cron);
            watch.await(() -> nothingIsLive(cron), stop.requested() ? Duration.ZERO : DRAIN);
            return jobs.stream()
                    .map(job -> JobRecord.of(job, paused, cron, watch.firstStarts()))
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
    private Instant pauseAll(List<CronJob> jobs, OpenClawCron cron) {
        jobs.forEach(
                job -> cron.manager().pauseCronJob(job.jobId(), QuickstartJobs.CALLER.because("the quickstart ends")));
        return clock.instant();
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
