package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.rules.PageCursor;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists executions, newest first.
 *
 * <p>Each state that is asked for is looked for apart, along the index in which it comes newest first; the newest of all of them
 * are the page. States, triggers and limits are literals, so that the planner sees which partial index holds what is asked for.
 */
public final class ExecutionPages {
    private final Handle handle;

    /** Reads through this handle. */
    public ExecutionPages(Handle handle) {
        this.handle = handle;
    }

    /** One page. */
    public Page<CronExecution> page(CronExecutionHistoryQuery query) {
        var cursor = PageCursor.of(query);
        var rows = bind(handle.createQuery(newest(query, cursor != null)), query)
                .bind("before", cursor == null ? TimeOrderedId.LAST : cursor.id())
                .bind("offset", query.offset())
                .mapTo(CronExecution.class)
                .list();
        return Pages.page(
                rows,
                count(query),
                query.limit(),
                query.offset(),
                last -> new PageCursor("", last.executionId()).write(query));
    }

    /** A page and one more, from the cursor on. */
    private static String newest(CronExecutionHistoryQuery query, boolean fromCursor) {
        var from = fromCursor ? " AND e.execution_id < :before" : "";
        var limit = query.limit() + 1;
        var offset = query.offset() > 0 ? " OFFSET :offset" : "";
        var states = states(query);
        if (states.size() == 1) {
            return newest("<executionColumns>", query, states.get(0) + from, limit) + offset;
        }
        return "SELECT <executionColumns> FROM ("
                + states.stream()
                        .map(state -> "(" + newest("*", query, state + from, query.offset() + limit) + ")")
                        .collect(Collectors.joining(" UNION ALL "))
                + ") e ORDER BY e.execution_id DESC LIMIT " + limit + offset;
    }

    private static String newest(String columns, CronExecutionHistoryQuery query, String condition, long limit) {
        return "SELECT " + columns + " FROM <schema>.skill_executions e WHERE " + where(query) + condition
                + " ORDER BY e.execution_id DESC LIMIT " + limit;
    }

    /** Counts from the newest on: at the other end may be what retention has just removed, and it costs as much to pass. */
    private long count(CronExecutionHistoryQuery query) {
        var limit = Page.TOTAL_LIMIT + 1;
        var counted = states(query).stream()
                .map(state -> "(" + newest("1", query, state, limit) + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return bind(handle.createQuery("SELECT count(*) FROM (" + counted + ") counted"), query)
                .mapTo(Long.class)
                .one();
    }

    /** A condition for each state that is asked for; one that is always true if none is. */
    private static List<String> states(CronExecutionHistoryQuery query) {
        return query.statuses().isEmpty()
                ? List.of("")
                : query.statuses().stream()
                        .sorted()
                        .map(status -> " AND e.status = " + Names.literal(status))
                        .toList();
    }

    private static String where(CronExecutionHistoryQuery query) {
        var conditions = new Conditions().add("e.organization_id = :organizationId");
        conditions.addIf(query.jobId() != null, "e.job_id = :jobId");
        conditions.addIf(query.skillName() != null, "e.skill_name = :skillName");
        conditions.addIf(query.from() != null, "e.execution_id >= :from");
        conditions.addIf(query.until() != null, "e.execution_id < :until");
        return query.trigger() == null
                ? conditions.toString()
                : conditions
                        .add("e.trigger = " + Names.literal(query.trigger()))
                        .toString();
    }

    private static Query bind(Query statement, CronExecutionHistoryQuery query) {
        return statement
                .bind("organizationId", query.organizationId())
                .bind("jobId", query.jobId())
                .bind("skillName", query.skillName())
                .bind("from", query.from() == null ? null : TimeOrderedId.firstAt(query.from()))
                .bind("until", query.until() == null ? null : TimeOrderedId.firstAt(query.until()));
    }
}
