package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.CronExecutionSummary;
import io.openclaw.cron.CronOrganizationStats;
import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.JobCount;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.RollupQuery.Step;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the statistics that a store keeps into summaries and timelines. */
final class Statistics {
    private final CronStore store;

    Statistics(CronStore store) {
        this.store = store;
    }

    /** All in one; of the whole organization if no job is named. */
    CronExecutionSummary summary(String organizationId, @Nullable UUID jobId, UtcSpan span) {
        return summary(span, read(organizationId, jobId, span, Step.TOTAL));
    }

    List<CronTimelineBucket> byHour(String organizationId, @Nullable UUID jobId, UtcSpan span) {
        return buckets(span, read(organizationId, jobId, span, Step.HOUR), Duration.ofHours(1));
    }

    /** Of an organization both, which are read once. */
    CronOrganizationStats ofOrganization(String organizationId, JobCount jobs, UtcSpan span) {
        var days = read(organizationId, null, span, Step.DAY);
        return new CronOrganizationStats(
                organizationId,
                jobs.jobs(),
                jobs.enabled(),
                summary(span, days),
                buckets(span, days, Duration.ofDays(1)));
    }

    private List<OutcomeRollup> read(String organizationId, @Nullable UUID jobId, UtcSpan span, Step step) {
        return store.rollups(new RollupQuery(organizationId, jobId, span.from(), span.until(), step));
    }

    private static CronExecutionSummary summary(UtcSpan span, List<OutcomeRollup> rollups) {
        var rollup = rollups.stream().reduce(OutcomeRollup.none(span.from()), OutcomeRollup::plus);
        return new CronExecutionSummary(
                span.from(),
                span.until(),
                rollup.outcomes(),
                rollup.durations().summary(),
                averageLateness(rollup),
                rollup.latenessMax(),
                rollup.tokensUsed(),
                rollup.costCents());
    }

    /** The store leaves out what is empty; a chart needs it. */
    private static List<CronTimelineBucket> buckets(UtcSpan span, List<OutcomeRollup> rollups, Duration length) {
        var found = rollups.stream()
                .collect(Collectors.toMap(OutcomeRollup::start, Function.identity(), OutcomeRollup::plus));
        return span.steps(length).stream()
                .map(start -> found.getOrDefault(start, OutcomeRollup.none(start)))
                .map(rollup -> new CronTimelineBucket(
                        rollup.start(), rollup.outcomes(), rollup.durations().summary()))
                .toList();
    }

    private static Duration averageLateness(OutcomeRollup rollup) {
        return rollup.started() == 0 ? Duration.ZERO : rollup.latenessSum().dividedBy(rollup.started());
    }
}
