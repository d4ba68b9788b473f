package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.spi.rules.JobOrder.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The places of a page in the order of a list of jobs, and one more.
 *
 * <p>A page is read from where the last one ended, in the order of an index. That is why keys are compared together with the
 * ids, as rows, and never within an OR. What has no key is therefore asked for apart, and so is what has its key from another
 * table: the next fire of a job is the one that a node has reserved, if there is one. The limit is a literal: it is what decides
 * between walking along an index and sorting all that there is.
 */
final class JobPlaces {
    /** Executions that stand for a fire that a node has reserved and not started. */
    private static final String RESERVED = "e.organization_id = :organizationId AND e.status = 'pending'"
            + " AND e.node_id IS NOT NULL AND e.started_at IS NULL AND e.scheduled_for IS NOT NULL";

    /** The same of fires that are claimed, and no more. */
    private static final String CLAIMED = "c.organization_id = :organizationId AND c.started_at IS NULL";

    private final JobFilter filter;
    private final CronJobListQuery query;
    private final @Nullable Place after;
    private final String direction;

    /**
     * The places of a page.
     *
     * @param after the last place of the page before, or null for the first page
     */
    JobPlaces(JobFilter filter, @Nullable Place after) {
        this.filter = filter;
        this.query = filter.query();
        this.after = after;
        this.direction = query.descending() ? " DESC" : "";
    }

    List<Place> read(Handle handle) {
        var places = query.sort() == CronJobSort.NEXT_RUN ? byNextRun() : byColumn();
        var statement = filter.bind(handle.createQuery(places + (query.offset() > 0 ? " OFFSET :offset" : "")));
        return statement
                .bind("afterKey", after == null ? null : after.key())
                .bind("afterId", after == null ? (UUID) null : after.jobId())
                .bind("offset", query.offset())
                .map((row, context) -> placeOf(row))
                .list();
    }

    private String byColumn() {
        var column = switch (query.sort()) {
            case CREATED_AT -> "j.created_at";
            case UPDATED_AT -> "j.updated_at";
            case NAME -> "j.job_name";
            case PRIORITY -> "j.priority";
            case NEXT_RUN -> throw new IllegalStateException("no column of cron_jobs");
        };
        var isName = query.sort() == CronJobSort.NAME;
        var key = isName ? "<nameKey>" : column;
        return "SELECT j.job_id, " + column + " FROM <schema>.cron_jobs j WHERE " + filter.where()
                + beyond(key, isName ? "<nameValue>" : ":afterKey", "j.job_id")
                + inOrder(key, "j.job_id", query.limit() + 1);
    }

    /** What is reserved, and of jobs that are enabled and of those that are not what is not and what is never due. */
    private String byNextRun() {
        var parts = new ArrayList<String>();
        if (isBeforeKeys()) {
            parts.add(reserved());
        }
        for (var enabled : List.of(true, false)) {
            if (filter.asksFor(enabled)) {
                addUnreserved(enabled ? "n.enabled" : "NOT n.enabled", parts);
            }
        }
        return "SELECT p.job_id, p.next_run FROM (" + String.join(" UNION ALL ", parts) + ") p"
                + inOrder("p.next_run", "p.job_id", query.limit() + 1);
    }

    private void addUnreserved(String state, List<String> parts) {
        if (isBeforeKeys()) {
            parts.add(
                    unreserved(state + " AND n.next_run IS NOT NULL" + beyond("n.next_run", ":afterKey", "n.job_id")));
        }
        if (after == null || after.key() == null || !query.descending()) {
            parts.add(unreserved(state + " AND n.next_run IS NULL" + beyondAbsent()));
        }
    }

    /** Whether any that is due may come after the place. */
    private boolean isBeforeKeys() {
        return after == null || after.key() != null || query.descending();
    }

    private String reserved() {
        return "(SELECT r.job_id, r.next_run FROM (SELECT f.job_id, min(f.scheduled_for) AS next_run FROM ("
                + "SELECT e.job_id, e.scheduled_for FROM <schema>.skill_executions e WHERE " + RESERVED
                + " UNION ALL SELECT c.job_id, c.scheduled_for FROM <schema>.cron_claimed_fires c WHERE " + CLAIMED
                + ") f GROUP BY f.job_id) r"
                + " JOIN <schema>.cron_jobs j ON j.job_id = r.job_id WHERE " + filter.where()
                + beyond("r.next_run", ":afterKey", "r.job_id") + ")";
    }

    /**
     * Along the index of next fires, each looked at by itself: in a plan for any values a join would seem to leave so little that
     * all of it may be sorted. The subqueries are conditions by themselves, for of those half are taken to hold; a comparison would
     * seem to hold so seldom that a page looks worth compiling.
     */
    private String unreserved(String range) {
        return "(SELECT n.job_id, n.next_run FROM <schema>.cron_next_runs n"
                + " WHERE n.organization_id = :organizationId AND " + range
                + " AND (SELECT true FROM <schema>.cron_jobs j WHERE j.job_id = n.job_id AND " + filter.where() + ")"
                + " AND (SELECT count(*) = 0 FROM <schema>.skill_executions e WHERE " + RESERVED
                + " AND e.job_id = n.job_id)"
                + " AND (SELECT count(*) = 0 FROM <schema>.cron_claimed_fires c WHERE " + CLAIMED
                + " AND c.job_id = n.job_id)"
                + inOrder("n.next_run", "n.job_id", query.offset() + query.limit() + 1) + ")";
    }

    /** What comes after a place with a key, among all that have one. */
    private String beyond(String key, String value, String id) {
        return after == null || after.key() == null
                ? ""
                : " AND (" + key + ", " + id + ") " + sign() + " (" + value + ", :afterId)";
    }

    /** What comes after a place without a key, among all that have none. */
    private String beyondAbsent() {
        return after == null || after.key() != null ? "" : " AND n.job_id " + sign() + " :afterId";
    }

    private String sign() {
        return query.descending() ? "<" : ">";
    }

    private String inOrder(String key, String id, int limit) {
        return " ORDER BY " + key + direction + (query.descending() ? " NULLS FIRST, " : " NULLS LAST, ") + id
                + direction + " LIMIT " + limit;
    }

    private Place placeOf(ResultSet row) throws SQLException {
        var columns = new Columns(row);
        var id = columns.id();
        var key = switch (query.sort()) {
            case CREATED_AT, UPDATED_AT, NEXT_RUN -> columns.instantOrNull();
            case NAME -> columns.text();
            case PRIORITY -> columns.integer();
        };
        return new Place(key, id);
    }
}
