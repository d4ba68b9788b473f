package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.rules.JobOrder;
import io.openclaw.cron.spi.rules.PageCursor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Lists jobs: finds those that match in the tables, and makes a page of them. */
final class JobPages {
    private final MemoryTables tables;

    JobPages(MemoryTables tables) {
        this.tables = tables;
    }

    /** The page of a query. */
    Page<CronJob> page(CronJobListQuery query, List<CronJob> matching) {
        var order = JobOrder.of(query);
        var cursor = PageCursor.of(query);
        var after = cursor == null ? null : order.placeOf(cursor);
        var rest = matching.stream()
                .filter(job -> after == null || order.compare(order.placeOf(job), after) > 0)
                .sorted(Comparator.comparing(order::placeOf, order))
                .skip(query.offset())
                .limit(query.limit() + 1L)
                .toList();
        var items = rest.subList(0, Math.min(query.limit(), rest.size()));
        var next = rest.size() > query.limit()
                ? JobOrder.cursorOf(order.placeOf(items.get(items.size() - 1))).write(query)
                : null;
        return new Page<>(
                items,
                Math.min(matching.size(), Page.TOTAL_LIMIT),
                matching.size() > Page.TOTAL_LIMIT,
                query.limit(),
                query.offset(),
                next);
    }

    /** All jobs that a query asks for, in no particular order; to be called inside a transaction. */
    List<CronJob> matching(CronJobListQuery query) {
        var organization = tables.jobs.organization(query.organizationId());
        if (organization == null) {
            return List.of();
        }
        var nameContains = query.nameContains() == null ? "" : inAnyCase(query.nameContains());
        return organization.jobs.stream()
                .filter(row -> matches(row.job(), query)
                        && inAnyCase(row.job().jobName()).contains(nameContains))
                .map(JobRow::snapshot)
                .toList();
    }

    private static boolean matches(CronJob job, CronJobListQuery query) {
        var statusMatches = query.statuses().isEmpty()
                ? job.status() != CronJobStatus.DELETED
                : query.statuses().contains(job.status());
        return statusMatches
                && (query.userId() == null || query.userId().equals(job.userId()))
                && (query.skillName() == null || query.skillName().equals(job.skillName()))
                && (query.jobKey() == null || Objects.equals(query.jobKey(), job.jobKey()));
    }

    private static String inAnyCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
