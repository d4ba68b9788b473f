package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.rules.PageCursor;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists executions, newest first. */
public final class ExecutionPages {
    private final Handle handle;

    /** Reads through this handle. */
    public ExecutionPages(Handle handle) {
        this.handle = handle;
    }

    /** One page. */
    public Page<CronExecution> page(CronExecutionHistoryQuery query) {
        var cursor = PageCursor.of(query);
        var where = where(query);
        var rows = bind(
                        handle.createQuery("SELECT <executionColumns> FROM <schema>.skill_executions e WHERE " + where
                                + (cursor == null ? "" : " AND e.execution_id < :before")
                                + " ORDER BY e.execution_id DESC LIMIT :limit OFFSET :offset"),
                        query)
                .bind("before", cursor == null ? TimeOrderedId.LAST : cursor.id())
                .bind("limit", query.limit() + 1)
                .bind("offset", query.offset())
                .mapTo(CronExecution.class)
                .list();
        var total = bind(
                        handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM <schema>.skill_executions e WHERE "
                                + where + " LIMIT :limit) counted"),
                        query)
                .bind("limit", Page.TOTAL_LIMIT + 1)
                .mapTo(Long.class)
                .one();
        return Pages.page(
                rows,
                total,
                query.limit(),
                query.offset(),
                last -> new PageCursor("", last.executionId()).write(query));
    }

    private static String where(CronExecutionHistoryQuery query) {
        var conditions = new Conditions().add("e.organization_id = :organizationId");
        conditions.addIf(query.jobId() != null, "e.job_id = :jobId");
        conditions.addIf(!query.statuses().isEmpty(), "e.status = ANY(CAST(:statuses AS varchar ARRAY))");
        conditions.addIf(query.trigger() != null, "e.trigger = :trigger");
        conditions.addIf(query.skillName() != null, "e.skill_name = :skillName");
        conditions.addIf(query.from() != null, "e.execution_id >= :from");
        conditions.addIf(query.until() != null, "e.execution_id < :until");
        return conditions.toString();
    }

    private static Query bind(Query statement, CronExecutionHistoryQuery query) {
        return statement
                .bind("organizationId", query.organizationId())
                .bind("jobId", query.jobId())
                .bind("statuses", Names.of(query.statuses()).toArray(String[]::new))
                .bind("trigger", query.trigger() == null ? null : Names.of(query.trigger()))
                .bind("skillName", query.skillName())
                .bind("from", query.from() == null ? null : TimeOrderedId.firstAt(query.from()))
                .bind("until", query.until() == null ? null : TimeOrderedId.firstAt(query.until()));
    }
}
