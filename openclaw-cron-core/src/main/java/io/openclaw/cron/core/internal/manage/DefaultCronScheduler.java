package io.openclaw.cron.core.internal.manage;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.CronSchedule;
import io.openclaw.cron.CronScheduler;
import io.openclaw.cron.CronSchedulerStatistics;
import io.openclaw.cron.CronValidationResult;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The scheduler: expressions are answered by the time package, changes of jobs by the manager, the rest by the engine. */
public final class DefaultCronScheduler implements CronScheduler {
    private static final int MOST_RUNS = 1_000;

    private final CronExpressions expressions;
    private final CronManager manager;
    private final EngineClock clock;
    private final ZoneId defaultZone;
    private final Supplier<CronSchedulerStatistics> statistics;
    private final Runnable shutdown;

    /**
     * Puts the parts together.
     *
     * @param statistics what the engine is doing now
     * @param shutdown stops the engine; may run more than once
     */
    public DefaultCronScheduler(
            CronExpressions expressions,
            CronManager manager,
            EngineClock clock,
            ZoneId defaultZone,
            Supplier<CronSchedulerStatistics> statistics,
            Runnable shutdown) {
        this.expressions = expressions;
        this.manager = manager;
        this.clock = clock;
        this.defaultZone = defaultZone;
        this.statistics = statistics;
        this.shutdown = shutdown;
    }

    @Override
    public CronValidationResult validateCronExpression(String expression) {
        return validateCronExpression(expression, defaultZone.getId());
    }

    @Override
    public CronValidationResult validateCronExpression(String expression, String zone) {
        return expressions.validate(expression, zone, clock.now());
    }

    @Override
    public CronSchedule parseCronExpression(String expression) {
        return expressions.parse(requireNonNull(expression, "expression is null"));
    }

    @Override
    public Optional<Instant> calculateNextRun(String expression, ZoneId zone, Instant after) {
        return calculateNextRuns(expression, zone, after, 1).stream().findFirst();
    }

    @Override
    public List<Instant> calculateNextRuns(String expression, ZoneId zone, Instant after, int count) {
        requireNonNull(expression, "expression is null");
        requireNonNull(zone, "zone is null");
        requireNonNull(after, "after is null");
        if (count < 0 || count > MOST_RUNS) {
            throw new IllegalArgumentException("count is " + count + "; allowed are 0 to " + MOST_RUNS);
        }
        return List.copyOf(expressions.fireTimes(expression, zone).next(after, count));
    }

    @Override
    public String describe(String expression, Locale locale) {
        return expressions.describe(
                requireNonNull(expression, "expression is null"), requireNonNull(locale, "locale is null"));
    }

    @Override
    public CronJob scheduleJob(UUID jobId, Caller caller) {
        return manager.enableCronJob(jobId, caller);
    }

    @Override
    public CronJob unscheduleJob(UUID jobId, Caller caller) {
        return manager.disableCronJob(jobId, caller);
    }

    @Override
    public CronJob pauseJob(UUID jobId, Caller caller) {
        return manager.pauseCronJob(jobId, caller);
    }

    @Override
    public CronJob resumeJob(UUID jobId, Caller caller) {
        return manager.resumeCronJob(jobId, caller);
    }

    @Override
    public CronSchedulerStatistics getStatistics() {
        return statistics.get();
    }

    @Override
    public void shutdown() {
        shutdown.run();
    }
}
