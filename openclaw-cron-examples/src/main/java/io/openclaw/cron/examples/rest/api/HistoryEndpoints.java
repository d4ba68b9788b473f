package io.openclaw.cron.examples.rest.api;

import io.javalin.http.Context;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.examples.rest.http.Gate;
import io.openclaw.cron.examples.rest.http.QueryParameters;
import io.openclaw.cron.examples.rest.http.Replies;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What became of a job's executions, and of an organization's. A deleted job's history can still be read. */
final class HistoryEndpoints {
    private static final int DAYS = 30;
    private static final int HOURS = 24;
    private static final int RECENT = 10;

    private final CronManager manager;
    private final CronHistory history;

    HistoryEndpoints(CronManager manager, CronHistory history) {
        this.manager = manager;
        this.history = history;
    }

    private record ExecutionsView(List<ExecutionView> executions, PaginationView pagination) {}

    private record JobStatsView(StatsView stats, SummaryView summary, List<ExecutionView> recentExecutions) {}

    private record TimelineView(List<BucketView> timeline) {}

    private record AnalyticsView(
            String organizationId, long jobs, long enabledJobs, SummaryView summary, List<BucketView> days) {}

    void history(Context context) {
        var id = Ids.of(context, "id");
        var organization = Gate.identity(context).organizationId();
        var query = JobQueries.history(QueryParameters.read(context, JobQueries.HISTORY), organization, id);
        var page = history.getExecutionHistory(query);
        if (page.items().isEmpty()) {
            requireKnown(id, organization);
        }
        Replies.ok(
                context,
                new ExecutionsView(page.items().stream().map(ExecutionView::of).toList(), PaginationView.of(page)));
    }

    void stats(Context context) {
        var id = Ids.of(context, "id");
        var organization = Gate.identity(context).organizationId();
        int days = QueryParameters.read(context, Set.of("days")).number("days").orElse(DAYS);
        Replies.ok(
                context,
                new JobStatsView(
                        StatsView.of(manager.getCronJobStats(id, organization)),
                        SummaryView.of(history.getExecutionSummary(id, organization, days)),
                        history.getRecentExecutions(id, organization, RECENT).stream()
                                .map(ExecutionView::of)
                                .toList()));
    }

    void timeline(Context context) {
        var id = Ids.of(context, "id");
        var organization = Gate.identity(context).organizationId();
        int hours =
                QueryParameters.read(context, Set.of("hours")).number("hours").orElse(HOURS);
        requireKnown(id, organization);
        Replies.ok(context, new TimelineView(BucketView.of(history.getExecutionTimeline(id, organization, hours))));
    }

    void analytics(Context context) {
        int days = QueryParameters.read(context, Set.of("days")).number("days").orElse(DAYS);
        var stats = history.getOrganizationStats(Gate.identity(context).organizationId(), days);
        Replies.ok(
                context,
                new AnalyticsView(
                        stats.organizationId(),
                        stats.jobs(),
                        stats.enabledJobs(),
                        SummaryView.of(stats.summary()),
                        BucketView.of(stats.days())));
    }

    /** A job that is there, or was there: then it has left executions behind. */
    private void requireKnown(UUID jobId, String organizationId) {
        if (manager.getCronJob(jobId, organizationId).isEmpty()
                && history.getExecutionHistory(CronExecutionHistoryQuery.builder(organizationId)
                                .jobId(jobId)
                                .limit(1)
                                .build())
                        .items()
                        .isEmpty()) {
            throw new JobNotFoundException(jobId);
        }
    }
}
