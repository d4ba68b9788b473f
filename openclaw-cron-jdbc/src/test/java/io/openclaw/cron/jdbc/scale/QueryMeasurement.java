package io.openclaw.cron.jdbc.scale;

import static io.openclaw.cron.jdbc.scale.LargeHistory.LARGEST;
import static io.openclaw.cron.jdbc.scale.LargeHistory.SMALL;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.core.OpenClawCron;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Measures what a host shows its users, for the organization with half of everything. */
final class QueryMeasurement {
    /** Until then the JVM compiles what it measures. */
    private static final int WARM_UP = 300;

    private static final int SAMPLES = 300;
    private static final int DEEP = 1_000;

    private final OpenClawCron cron;
    private final PrintStream out;

    QueryMeasurement(OpenClawCron cron, PrintStream out) {
        this.cron = cron;
        this.out = out;
    }

    void measure() {
        Timings.printHead(out);
        jobs();
        history();
        statistics();
    }

    private void jobs() {
        for (var sort : CronJobSort.values()) {
            for (var descending : List.of(false, true)) {
                jobs(
                        "jobs by " + sort.name().toLowerCase(Locale.ROOT) + (descending ? ", descending" : ""),
                        query -> query.sort(sort).descending(descending));
            }
        }
        jobs("enabled jobs by name", query -> query.enabled(true).sort(CronJobSort.NAME));
        jobs("jobs that are not enabled", query -> query.enabled(false));
        time(
                "jobs of a small organization",
                () -> cron.manager()
                        .listCronJobs(CronJobListQuery.builder(SMALL)
                                .sort(CronJobSort.NEXT_RUN)
                                .build()));
    }

    private void jobs(String name, UnaryOperator<CronJobListQuery.Builder> change) {
        var first = change.apply(CronJobListQuery.builder(LARGEST)).build();
        time(name, () -> cron.manager().listCronJobs(first));
        var deep = first;
        for (var page = 1; page < DEEP; page++) {
            var next = cron.manager()
                    .listCronJobs(deep.toBuilder().limit(first.limit()).build())
                    .nextCursor();
            if (next == null) {
                break;
            }
            deep = first.toBuilder().cursor(next).build();
        }
        var last = deep;
        time(name + ", page " + DEEP, () -> cron.manager().listCronJobs(last));
    }

    private void history() {
        history("history", query -> query);
        history("history of the busiest job", query -> query.jobId(LargeHistory.busiestJob()));
        var failed = List.of(CronExecutionStatus.FAILED, CronExecutionStatus.TIMEOUT);
        history("failed", query -> query.status(failed.get(0), failed.get(1)));
        history(
                "failed of the busiest job",
                query -> query.status(failed.get(0), failed.get(1)).jobId(LargeHistory.busiestJob()));
        history("completed", query -> query.status(CronExecutionStatus.COMPLETED));
        history("running", query -> query.status(CronExecutionStatus.RUNNING));
        history("manual runs", query -> query.trigger(CronTrigger.MANUAL));
        var ids = new ArrayList<UUID>();
        cron.history()
                .getExecutionHistory(
                        CronExecutionHistoryQuery.builder(LARGEST).limit(200).build())
                .items()
                .forEach(execution -> ids.add(execution.executionId()));
        time("one execution", () -> cron.history().getExecution(ids.get(0), LARGEST));
    }

    private void history(String name, UnaryOperator<CronExecutionHistoryQuery.Builder> change) {
        var first = change.apply(CronExecutionHistoryQuery.builder(LARGEST)).build();
        time(name, () -> cron.history().getExecutionHistory(first));
        var deep = first;
        for (var page = 1; page < DEEP; page++) {
            var next = cron.history().getExecutionHistory(deep).nextCursor();
            if (next == null) {
                return;
            }
            deep = first.toBuilder().cursor(next).build();
        }
        var last = deep;
        time(name + ", page " + DEEP, () -> cron.history().getExecutionHistory(last));
    }

    private void statistics() {
        var job = LargeHistory.busiestJob();
        time("statistics of a job", () -> cron.manager().getCronJobStats(job, LARGEST));
        time("summary of 30 days", () -> cron.history().getExecutionSummary(job, LARGEST, 30));
        time("timeline of 24 hours", () -> cron.history().getExecutionTimeline(job, LARGEST, 24));
        time("timeline of 30 days", () -> cron.history().getExecutionTimeline(job, LARGEST, 720));
        time("organization, 7 days", () -> cron.history().getOrganizationStats(LARGEST, 7));
        time("organization, 30 days", () -> cron.history().getOrganizationStats(LARGEST, 30));
    }

    private void time(String name, Runnable query) {
        for (var i = 0; i < WARM_UP; i++) {
            query.run();
        }
        var timings = new Timings(SAMPLES);
        for (var i = 0; i < SAMPLES; i++) {
            var start = System.nanoTime();
            query.run();
            timings.add(System.nanoTime() - start);
        }
        timings.print(out, name);
    }
}
