package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.HistoryScript.BUSIEST;
import static io.openclaw.cron.benchmarks.programs.HistoryScript.LARGEST;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.Page;
import io.openclaw.cron.core.OpenClawCron;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How long queries of the organization with half of a large history take: each by itself, again and again. */
final class QueryTimes {
    /** Until then the JVM compiles what it measures. */
    private static final int WARM_UP = 300;

    private static final int SAMPLES = 1_000;
    private static final int HOURS_A_MONTH = 720;

    private final OpenClawCron cron;
    private final int deep;
    private final Map<String, Double> figures = new TreeMap<>();

    /**
     * Of an instance.
     *
     * @param deep which page is fetched beside the first one, by the cursor of the page before it
     */
    QueryTimes(OpenClawCron cron, int deep) {
        this.cron = cron;
        this.deep = deep;
    }

    /** Measures them, each a part of the figures. */
    Map<String, Double> figures() throws Exception {
        for (var sort : new CronJobSort[] {CronJobSort.NAME, CronJobSort.NEXT_RUN, CronJobSort.CREATED_AT}) {
            jobs(sort);
        }
        executions("history", CronExecutionHistoryQuery.builder(LARGEST));
        executions(
                "history of a job", CronExecutionHistoryQuery.builder(LARGEST).jobId(BUSIEST));
        executions(
                "history of failures",
                CronExecutionHistoryQuery.builder(LARGEST)
                        .status(CronExecutionStatus.FAILED, CronExecutionStatus.TIMEOUT));
        statistics();
        return figures;
    }

    private void jobs(CronJobSort sort) throws Exception {
        pages(
                "jobs by " + sort.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                CronJobListQuery.builder(LARGEST).sort(sort).build(),
                cron.manager()::listCronJobs,
                (query, cursor) -> query.toBuilder().cursor(cursor).build());
    }

    private void executions(String name, CronExecutionHistoryQuery.Builder query) throws Exception {
        pages(
                name,
                query.build(),
                cron.history()::getExecutionHistory,
                (first, cursor) -> first.toBuilder().cursor(cursor).build());
    }

    private void statistics() throws Exception {
        var history = cron.history();
        time("statistics of a job", () -> cron.manager().getCronJobStats(BUSIEST, LARGEST));
        time("summary of a job, 30 days", () -> history.getExecutionSummary(BUSIEST, LARGEST, 30));
        time("timeline of a job, 24 hours", () -> history.getExecutionTimeline(BUSIEST, LARGEST, 24));
        time("timeline of a job, 30 days", () -> history.getExecutionTimeline(BUSIEST, LARGEST, HOURS_A_MONTH));
        time("organization, 30 days", () -> history.getOrganizationStats(LARGEST, 30));
    }

    /** A history that is tried out with may have fewer pages: then the deep one is the last. */
    private <Q> void pages(String name, Q first, Function<Q, Page<?>> query, BiFunction<Q, String, Q> at)
            throws Exception {
        time(name, () -> query.apply(first));
        var last = first;
        for (int page = 1; page < deep; page++) {
            var next = query.apply(last).nextCursor();
            if (next == null) {
                break;
            }
            last = at.apply(first, next);
        }
        var deepest = last;
        time(name + ", page " + deep, () -> query.apply(deepest));
    }

    private void time(String name, Callable<?> query) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            query.call();
        }
        var nanos = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            var start = System.nanoTime();
            query.call();
            nanos[i] = System.nanoTime() - start;
        }
        figures.putAll(Parts.of(name, new Percentiles(nanos).millis()));
    }
}
