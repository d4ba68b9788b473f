package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.CronExecutionSummary;
import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.spi.CronStore;
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
        var rollup =
                store.rollups(new RollupQuery(organizationId, jobId, span.from(), span.until(), Step.TOTAL)).stream()
                        .reduce(OutcomeRollup.none(span.from()), OutcomeRollup::plus);
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

    List<CronTimelineBucket> byHour(String organizationId, @Nullable UUID jobId, UtcSpan span) {
        return buckets(organizationId, jobId, span, Step.HOUR, Duration.ofHours(1));
    }

    List<CronTimelineBucket> byDay(String organizationId, @Nullable UUID jobId, UtcSpan span) {
        return buckets(organizationId, jobId, span, Step.DAY, Duration.ofDays(1));
    }

    /** The store leaves out what is empty; a chart needs it. */
    private List<CronTimelineBucket> buckets(
            String organizationId, @Nullable UUID jobId, UtcSpan span, Step step, Duration length) {
        var found = store.rollups(new RollupQuery(organizationId, jobId, span.from(), span.until(), step)).stream()
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
