package io.openclaw.cron.core.internal.history;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronExecutionSummary;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronOrganizationStats;
import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.Page;
import io.openclaw.cron.core.internal.json.StorableText;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.spi.CronStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The history: lists come from the executions, figures from the statistics that are kept beside them. */
public final class DefaultCronHistory implements CronHistory {
    private static final int MOST_DAYS = 3_660;
    private static final int MOST_HOURS = 8_760;

    private final CronStore store;
    private final EngineClock clock;
    private final Statistics statistics;
    private final Purge purge;

    /** Reads from this store. */
    public DefaultCronHistory(CronStore store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
        this.statistics = new Statistics(store);
        this.purge = new Purge(store);
    }

    @Override
    public Page<CronExecution> getExecutionHistory(CronExecutionHistoryQuery query) {
        QueryRules.text("organizationId", requireNonNull(query, "query is null").organizationId());
        QueryRules.optionalText("skillName", query.skillName());
        return store.listExecutions(query);
    }

    @Override
    public Optional<CronExecution> getExecution(UUID executionId, String organizationId) {
        requireNonNull(executionId, "executionId is null");
        requireNonNull(organizationId, "organizationId is null");
        return StorableText.is(organizationId) ? store.findExecution(executionId, organizationId) : Optional.empty();
    }

    @Override
    public CronExecutionSummary getExecutionSummary(UUID jobId, String organizationId, int days) {
        requireNonNull(jobId, "jobId is null");
        QueryRules.text("organizationId", requireNonNull(organizationId, "organizationId is null"));
        QueryRules.within("days", days, 1, MOST_DAYS);
        return statistics.summary(organizationId, jobId, UtcSpan.lastDays(clock.now(), days));
    }

    @Override
    public List<CronExecution> getRecentExecutions(UUID jobId, String organizationId, int limit) {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(organizationId, "organizationId is null");
        var query =
                CronExecutionHistoryQuery.builder(organizationId).jobId(jobId).limit(limit);
        return getExecutionHistory(query.build()).items();
    }

    @Override
    public List<CronExecution> getFailedExecutions(String organizationId, int limit) {
        requireNonNull(organizationId, "organizationId is null");
        var query = CronExecutionHistoryQuery.builder(organizationId)
                .status(CronExecutionStatus.FAILED, CronExecutionStatus.TIMEOUT)
                .limit(limit);
        return getExecutionHistory(query.build()).items();
    }

    @Override
    public CronOrganizationStats getOrganizationStats(String organizationId, int days) {
        QueryRules.text("organizationId", requireNonNull(organizationId, "organizationId is null"));
        QueryRules.within("days", days, 1, MOST_DAYS);
        var span = UtcSpan.lastCalendarDays(clock.now(), days);
        return statistics.ofOrganization(organizationId, store.countJobs(organizationId), span);
    }

    @Override
    public List<CronTimelineBucket> getExecutionTimeline(UUID jobId, String organizationId, int hours) {
        requireNonNull(jobId, "jobId is null");
        QueryRules.text("organizationId", requireNonNull(organizationId, "organizationId is null"));
        QueryRules.within("hours", hours, 1, MOST_HOURS);
        return statistics.byHour(organizationId, jobId, UtcSpan.lastHours(clock.now(), hours));
    }

    @Override
    public long cleanupOldExecutions(Instant olderThan) {
        return purge.removeUpTo(Long.MAX_VALUE, requireNonNull(olderThan, "olderThan is null"), null);
    }

    @Override
    public long cleanupOldExecutions(String organizationId, Instant olderThan) {
        requireNonNull(olderThan, "olderThan is null");
        QueryRules.text("organizationId", requireNonNull(organizationId, "organizationId is null"));
        return purge.removeUpTo(Long.MAX_VALUE, olderThan, organizationId);
    }
}
