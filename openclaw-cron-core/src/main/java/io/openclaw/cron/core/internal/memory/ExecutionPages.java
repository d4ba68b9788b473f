package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.rules.PageCursor;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists executions, newest first. To be called inside a transaction. */
final class ExecutionPages {
    private final MemoryTables tables;

    ExecutionPages(MemoryTables tables) {
        this.tables = tables;
    }

    /** One page. */
    Page<CronExecution> page(CronExecutionHistoryQuery query) {
        var cursor = PageCursor.of(query);
        var after = cursor == null ? null : cursor.id();
        var items = new ArrayList<CronExecution>();
        var matches = 0L;
        var passed = 0;
        var more = false;
        for (var row : span(query)) {
            if (!matches(row.outline(), query)) {
                continue;
            }
            matches++;
            if ((after == null || row.compareId(after) < 0) && passed++ >= query.offset()) {
                more = items.size() == query.limit();
                if (!more) {
                    items.add(row.value());
                }
            }
            if (matches > Page.TOTAL_LIMIT && more) {
                break;
            }
        }
        return page(query, items, matches, more);
    }

    private static Page<CronExecution> page(
            CronExecutionHistoryQuery query, List<CronExecution> items, long matches, boolean more) {
        var next = more ? new PageCursor("", items.get(items.size() - 1).executionId()).write(query) : null;
        return new Page<>(
                items,
                Math.min(matches, Page.TOTAL_LIMIT),
                matches > Page.TOTAL_LIMIT,
                query.limit(),
                query.offset(),
                next);
    }

    private Iterable<ExecutionRow> span(CronExecutionHistoryQuery query) {
        var rows = rows(query.organizationId(), query.jobId());
        var first = query.from() == null ? TimeOrderedId.FIRST : TimeOrderedId.firstAt(query.from());
        var end = query.until() == null ? TimeOrderedId.LAST : TimeOrderedId.firstAt(query.until());
        return rows == null ? List.of() : rows.descending(row -> row.compareId(first), row -> row.compareId(end));
    }

    private @Nullable SortedRows rows(String organizationId, @Nullable UUID jobId) {
        if (jobId != null) {
            var job = tables.jobs.find(jobId, organizationId);
            var executions = job == null ? null : job.executionsIfAny();
            return executions == null ? null : executions.history();
        }
        var organization = tables.jobs.organization(organizationId);
        return organization == null ? null : organization.history;
    }

    private static boolean matches(CronExecution execution, CronExecutionHistoryQuery query) {
        return (query.statuses().isEmpty() || query.statuses().contains(execution.status()))
                && (query.trigger() == null || query.trigger() == execution.trigger())
                && (query.skillName() == null || query.skillName().equals(execution.skillName()));
    }
}
