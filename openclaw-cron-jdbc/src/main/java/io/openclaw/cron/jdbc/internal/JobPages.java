package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.rules.JobOrder;
import io.openclaw.cron.spi.rules.PageCursor;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Lists jobs. */
public final class JobPages {
    private final Handle handle;

    /** Reads through this handle. */
    public JobPages(Handle handle) {
        this.handle = handle;
    }

    /** One page. */
    public Page<CronJob> page(CronJobListQuery query) {
        var order = JobOrder.of(query);
        var cursor = PageCursor.of(query);
        var after = cursor == null ? null : order.placeOf(cursor);
        var key = keyOf(query);
        var direction = query.descending() ? " DESC" : "";
        var conditions = where(query);
        var all = conditions.toString();
        if (after != null) {
            conditions.add(after(query, after.key()));
        }
        var rows = bind(
                        handle.createQuery(
                                "SELECT <jobColumns> FROM <jobTables> WHERE " + conditions + " ORDER BY " + key
                                        + " IS NULL" + direction + ", " + key + direction + ", j.job_id" + direction
                                        + " LIMIT :limit OFFSET :offset"),
                        query)
                .bind("afterKey", after == null ? null : after.key())
                .bind("afterId", after == null ? (UUID) null : after.jobId())
                .bind("limit", query.limit() + 1)
                .bind("offset", query.offset())
                .mapTo(StoredJob.class)
                .map(StoredJob::shown)
                .list();
        var total = bind(
                        handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM <schema>.cron_jobs j WHERE " + all
                                + " LIMIT :limit) counted"),
                        query)
                .bind("limit", Page.TOTAL_LIMIT + 1)
                .mapTo(Long.class)
                .one();
        return Pages.page(
                rows,
                total,
                query.limit(),
                query.offset(),
                last -> JobOrder.cursorOf(order.placeOf(last)).write(query));
    }

    private static String keyOf(CronJobListQuery query) {
        return switch (query.sort()) {
            case CREATED_AT -> "j.created_at";
            case UPDATED_AT -> "j.updated_at";
            case NAME -> "<nameKey>";
            case NEXT_RUN -> """
                coalesce((SELECT min(e.scheduled_for) FROM <schema>.skill_executions e
                  WHERE e.organization_id = j.organization_id AND e.job_id = j.job_id
                    AND e.status = 'pending' AND e.node_id IS NOT NULL AND e.started_at IS NULL), n.next_run)""";
            case PRIORITY -> "j.priority";
        };
    }

    /** What comes after a place; an absent key comes after all others. */
    private static String after(CronJobListQuery query, @Nullable Object key) {
        var sign = query.descending() ? "<" : ">";
        var column = keyOf(query);
        if (key == null) {
            var sameKey = "(" + column + " IS NULL AND j.job_id " + sign + " :afterId)";
            return query.descending() ? "(" + sameKey + " OR " + column + " IS NOT NULL)" : sameKey;
        }
        var value = query.sort() == CronJobSort.NAME ? "<nameValue>" : ":afterKey";
        var beyond = "(" + column + ", j.job_id) " + sign + " (" + value + ", :afterId)";
        return query.descending() ? beyond : "(" + beyond + " OR " + column + " IS NULL)";
    }

    private static Conditions where(CronJobListQuery query) {
        var conditions = new Conditions().add("j.organization_id = :organizationId");
        if (query.statuses().isEmpty()) {
            conditions.add("j.status \\<> 'deleted'");
        } else {
            conditions.add("j.status = ANY(CAST(:statuses AS varchar ARRAY))");
            conditions.addIf(!query.statuses().contains(CronJobStatus.DELETED), "j.status \\<> 'deleted'");
        }
        conditions.addIf(query.userId() != null, "j.user_id = :userId");
        conditions.addIf(query.skillName() != null, "j.skill_name = :skillName");
        conditions.addIf(query.jobKey() != null, "j.job_key = :jobKey");
        conditions.addIf(query.nameContains() != null, "position(CAST(:part AS varchar) IN j.job_name_folded) > 0");
        return conditions;
    }

    private static Query bind(Query statement, CronJobListQuery query) {
        return statement
                .bind("organizationId", query.organizationId())
                .bind("statuses", Names.of(query.statuses()).toArray(String[]::new))
                .bind("userId", query.userId())
                .bind("skillName", query.skillName())
                .bind("jobKey", query.jobKey())
                .bind(
                        "part",
                        query.nameContains() == null
                                ? null
                                : query.nameContains().toLowerCase(Locale.ROOT));
    }
}
