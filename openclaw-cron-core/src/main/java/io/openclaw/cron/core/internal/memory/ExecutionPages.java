package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists executions, newest first. To be called inside a transaction. */
final class ExecutionPages {
    private static final NavigableMap<UUID, ExecutionRow> NONE =
            Collections.unmodifiableNavigableMap(new TreeMap<>(Due.ID_ORDER));
    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final int MILLIS_SHIFT = 16;
    private static final long LAST_MILLI = (1L << 48) - 1;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final MemoryTables tables;

    ExecutionPages(MemoryTables tables) {
        this.tables = tables;
    }

    /** One page. */
    Page<CronExecution> page(CronExecutionHistoryQuery query) {
        var cursor = PageCursor.read(query.cursor(), identity(query));
        var after = cursor == null ? null : cursor.id();
        var items = new ArrayList<CronExecution>();
        var matches = 0L;
        var passed = 0;
        var more = false;
        for (var row : span(query).descendingMap().values()) {
            var execution = row.value();
            if (!matches(execution, query)) {
                continue;
            }
            matches++;
            if ((after == null || Due.ID_ORDER.compare(execution.executionId(), after) < 0)
                    && passed++ >= query.offset()) {
                more = items.size() == query.limit();
                if (!more) {
                    items.add(execution);
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
        var next = more ? new PageCursor("", items.get(items.size() - 1).executionId()).write(identity(query)) : null;
        return new Page<>(
                items,
                Math.min(matches, Page.TOTAL_LIMIT),
                matches > Page.TOTAL_LIMIT,
                query.limit(),
                query.offset(),
                next);
    }

    private NavigableMap<UUID, ExecutionRow> span(CronExecutionHistoryQuery query) {
        var rows = rows(query.organizationId(), query.jobId());
        var first = query.from() == null ? FIRST_ID : firstIdAt(query.from());
        var end = query.until() == null ? LAST_ID : firstIdAt(query.until());
        return Due.ID_ORDER.compare(first, end) < 0 ? rows.subMap(first, true, end, false) : NONE;
    }

    private NavigableMap<UUID, ExecutionRow> rows(String organizationId, @Nullable UUID jobId) {
        if (jobId != null) {
            var job = tables.jobs.find(jobId, organizationId);
            var executions = job == null ? null : job.executionsIfAny();
            return executions == null ? NONE : executions.history();
        }
        var organization = tables.jobs.organization(organizationId);
        return organization == null ? NONE : organization.history;
    }

    /** The time of creation is in the id, in whole milliseconds: what was created at an instant or later has this id or a later one. */
    private static UUID firstIdAt(Instant instant) {
        var seconds = Math.max(0, Math.min(instant.getEpochSecond(), LAST_MILLI / 1_000));
        var millis = seconds * 1_000 + (instant.getNano() + NANOS_A_MILLI - 1) / NANOS_A_MILLI;
        return new UUID(Math.min(millis, LAST_MILLI) << MILLIS_SHIFT, 0);
    }

    private static boolean matches(CronExecution execution, CronExecutionHistoryQuery query) {
        return (query.statuses().isEmpty() || query.statuses().contains(execution.status()))
                && (query.trigger() == null || query.trigger() == execution.trigger())
                && (query.skillName() == null || query.skillName().equals(execution.skillName()));
    }

    private static String identity(CronExecutionHistoryQuery query) {
        return List.of(
                        "executions",
                        query.organizationId(),
                        String.valueOf(query.jobId()),
                        query.statuses().stream().sorted().toList(),
                        String.valueOf(query.trigger()),
                        String.valueOf(query.skillName()),
                        String.valueOf(query.from()),
                        String.valueOf(query.until()))
                .toString();
    }
}
