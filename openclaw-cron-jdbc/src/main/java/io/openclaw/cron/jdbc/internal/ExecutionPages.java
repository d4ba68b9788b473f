package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.rules.PageCursor;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists executions, newest first.
 *
 * <p>Each state that is asked for is looked for apart, along the index in which it comes newest first, and so are claimed fires; the
 * newest of all of them are the page. States, triggers and limits are literals, so that the planner sees which partial index holds what
 * is asked for. Parameters are looked up for what is on the page alone, not for all that is passed over on the way to it.
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
        return "SELECT <executionColumns> FROM (" + newestStored(query, fromCursor)
                + ") e ORDER BY e.execution_id DESC";
    }

    private static String newestStored(CronExecutionHistoryQuery query, boolean fromCursor) {
        var limit = query.limit() + 1;
        var offset = query.offset() > 0 ? " OFFSET :offset" : "";
        var parts = parts(query, fromCursor);
        if (parts.size() == 1) {
            return parts.get(0).newest(limit) + offset;
        }
        return "SELECT * FROM ("
                + parts.stream()
                        .map(part -> "(" + part.newest(query.offset() + limit) + ")")
                        .collect(Collectors.joining(" UNION ALL "))
                + ") e ORDER BY e.execution_id DESC LIMIT " + limit + offset;
    }

    /** Counts from the newest on: at the other end may be what retention has just removed, and it costs as much to pass. */
    private long count(CronExecutionHistoryQuery query) {
        var counted = parts(query, false).stream()
                .map(part -> "(" + part.counted(Page.TOTAL_LIMIT + 1) + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return bind(handle.createQuery("SELECT count(*) FROM (" + counted + ") counted"), query)
                .mapTo(Long.class)
                .one();
    }

    /** Some of what is asked for, which comes newest first along one index. */
    private record Part(String columns, String rows, String id) {
        String newest(long limit) {
            return "SELECT " + columns + inOrder(limit);
        }

        String counted(long limit) {
            return "SELECT 1" + inOrder(limit);
        }

        private String inOrder(long limit) {
            return rows + " ORDER BY " + id + " DESC LIMIT " + limit;
        }
    }

    private static List<Part> parts(CronExecutionHistoryQuery query, boolean fromCursor) {
        var parts = new ArrayList<Part>();
        var states = query.statuses();
        if (states.isEmpty()) {
            parts.add(executions(query, "", fromCursor));
        }
        states.stream()
                .sorted()
                .map(status -> executions(query, " AND e.status = " + Names.literal(status), fromCursor))
                .forEach(parts::add);
        if (query.trigger() == null || query.trigger() == CronTrigger.SCHEDULE) {
            claimedStates(states).forEach(state -> parts.add(fires(query, state, fromCursor)));
        }
        return parts;
    }

    private static Part executions(CronExecutionHistoryQuery query, String state, boolean fromCursor) {
        var trigger = query.trigger() == null ? "" : " AND e.trigger = " + Names.literal(query.trigger());
        return new Part(
                "<storedExecutionColumns>",
                " FROM <schema>.skill_executions e WHERE " + where(query, "e", "e", fromCursor) + trigger + state,
                "e.execution_id");
    }

    private static Part fires(CronExecutionHistoryQuery query, String state, boolean fromCursor) {
        return new Part(
                "<storedFireExecutionColumns>",
                " FROM <schema>.cron_claimed_fires c JOIN <schema>.cron_jobs j"
                        + " ON j.organization_id = c.organization_id AND j.job_id = c.job_id WHERE "
                        + where(query, "c", "j", fromCursor) + state,
                "c.execution_id");
    }

    /** The conditions for the states that a claimed fire may be in, as far as they are asked for. */
    private static List<String> claimedStates(Set<CronExecutionStatus> states) {
        if (states.isEmpty()) {
            return List.of("");
        }
        var conditions = new ArrayList<String>();
        if (states.contains(CronExecutionStatus.PENDING)) {
            conditions.add(" AND c.started_at IS NULL");
        }
        if (states.contains(CronExecutionStatus.RUNNING)) {
            conditions.add(" AND c.started_at IS NOT NULL");
        }
        return conditions;
    }

    private static String where(CronExecutionHistoryQuery query, String run, String job, boolean fromCursor) {
        var conditions = new Conditions().add(run + ".organization_id = :organizationId");
        conditions.addIf(query.jobId() != null, run + ".job_id = :jobId");
        conditions.addIf(query.skillName() != null, job + ".skill_name = :skillName");
        conditions.addIf(query.from() != null, run + ".execution_id >= :from");
        conditions.addIf(query.until() != null, run + ".execution_id < :until");
        conditions.addIf(fromCursor, run + ".execution_id < :before");
        return conditions.toString();
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
