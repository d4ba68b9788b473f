package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.Page;
import io.openclaw.cron.spi.JobCount;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which jobs a list has, as conditions on {@code cron_jobs j}. States are literals, so that the planner sees which partial
 * indexes hold all that is asked for, whatever the values of a statement are.
 *
 * @param query what is asked for
 */
record JobFilter(CronJobListQuery query) {
    private static final Set<CronJobStatus> ENABLED = Set.of(CronJobStatus.ENABLED);
    private static final Set<CronJobStatus> OFF = Set.of(CronJobStatus.PAUSED, CronJobStatus.DISABLED);

    /** The conditions. */
    String where() {
        var conditions = new Conditions().add("j.organization_id = :organizationId");
        conditions.addIf(!query.statuses().contains(CronJobStatus.DELETED), "j.status \\<> 'deleted'");
        conditions.addIf(!query.statuses().isEmpty(), "j.status IN (" + Names.literals(query.statuses()) + ")");
        conditions.addIf(query.userId() != null, "j.user_id = :userId");
        conditions.addIf(query.skillName() != null, "j.skill_name = :skillName");
        conditions.addIf(query.jobKey() != null, "j.job_key = :jobKey");
        conditions.addIf(query.nameContains() != null, "position(CAST(:part AS varchar) IN j.job_name_folded) > 0");
        return conditions.toString();
    }

    /** Whether it asks for any that is enabled, or for any that is not. */
    boolean asksFor(boolean enabled) {
        return query.statuses().isEmpty()
                || query.statuses().stream().anyMatch(status -> (status == CronJobStatus.ENABLED) == enabled);
    }

    /** How many there are, up to one more than is told. */
    long count(Handle handle) {
        return isByStateAlone() ? fromCounts(new JobCounts(handle).read(query.organizationId())) : counted(handle);
    }

    /** Whether it asks for all jobs that are present, for all that are enabled, or for all that are not: of these there is a count. */
    private boolean isByStateAlone() {
        var states = query.statuses();
        return query.userId() == null
                && query.skillName() == null
                && query.jobKey() == null
                && query.nameContains() == null
                && (states.isEmpty() || states.equals(ENABLED) || states.equals(OFF));
    }

    private long fromCounts(JobCount counts) {
        if (query.statuses().isEmpty()) {
            return counts.jobs();
        }
        return query.statuses().equals(ENABLED) ? counts.enabled() : counts.jobs() - counts.enabled();
    }

    /** In an order, so that an index is read and not the table. */
    private long counted(Handle handle) {
        return bind(handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM <schema>.cron_jobs j WHERE " + where()
                        + " ORDER BY j.created_at, j.job_id LIMIT " + (Page.TOTAL_LIMIT + 1) + ") counted"))
                .mapTo(Long.class)
                .one();
    }

    /** Gives a statement with these conditions its values. */
    Query bind(Query statement) {
        return statement
                .bind("organizationId", query.organizationId())
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
