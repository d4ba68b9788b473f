package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.examples.rest.error.Refusal;
import io.openclaw.cron.examples.rest.http.QueryParameters;
import java.util.Set;
import java.util.UUID;

/** Turns query parameters into what the library is asked for. */
final class JobQueries {
    static final Set<String> LIST = Set.of(
            "status",
            "enabled",
            "userId",
            "skillName",
            "jobKey",
            "search",
            "sortBy",
            "sortOrder",
            "recent",
            "limit",
            "offset",
            "cursor");
    static final Set<String> HISTORY =
            Set.of("status", "trigger", "skillName", "from", "until", "limit", "offset", "cursor");

    private JobQueries() {}

    static CronJobListQuery list(QueryParameters query, String organizationId) {
        var list = CronJobListQuery.builder(organizationId)
                .userId(query.text("userId").orElse(null))
                .skillName(query.text("skillName").orElse(null))
                .jobKey(query.text("jobKey").orElse(null))
                .nameContains(query.text("search").orElse(null))
                .descending(descending(query))
                .cursor(query.text("cursor").orElse(null));
        query.text("sortBy").map(JobQueries::sort).ifPresent(list::sort);
        query.flag("enabled").ifPresent(list::enabled);
        query.text("status").ifPresent(any -> list.statuses(query.choices("status", CronJobStatus.class)));
        query.number("limit").ifPresent(list::limit);
        query.number("offset").ifPresent(list::offset);
        return list.build();
    }

    static CronExecutionHistoryQuery history(QueryParameters query, String organizationId, UUID jobId) {
        var history = CronExecutionHistoryQuery.builder(organizationId)
                .jobId(jobId)
                .statuses(query.choices("status", CronExecutionStatus.class))
                .trigger(query.choice("trigger", CronTrigger.class).orElse(null))
                .skillName(query.text("skillName").orElse(null))
                .from(query.instant("from").orElse(null))
                .until(query.instant("until").orElse(null))
                .cursor(query.text("cursor").orElse(null));
        query.number("limit").ifPresent(history::limit);
        query.number("offset").ifPresent(history::offset);
        return history.build();
    }

    /** By the names of the fields; nothing that a client writes gets any further than this. */
    private static CronJobSort sort(String field) {
        return switch (field) {
            case "createdAt" -> CronJobSort.CREATED_AT;
            case "updatedAt" -> CronJobSort.UPDATED_AT;
            case "jobName" -> CronJobSort.NAME;
            case "nextRun" -> CronJobSort.NEXT_RUN;
            case "priority" -> CronJobSort.PRIORITY;
            default ->
                throw Refusal.invalid("sortBy", "must be one of createdAt, updatedAt, jobName, nextRun, priority");
        };
    }

    private static boolean descending(QueryParameters query) {
        return switch (query.text("sortOrder").orElse("asc")) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw Refusal.invalid("sortOrder", "must be asc or desc");
        };
    }
}
