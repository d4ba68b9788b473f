package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStats;
import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.core.OpenClawCron;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that the library knows about a job when the quickstart ends.
 *
 * @param job the job
 * @param description its schedule in words
 * @param wentOnAt from when on it is this run's, if an earlier one has left it; empty if it is new
 * @param dueFires the instants at which it should have fired in this run
 * @param executions what became of its fires, those of earlier runs included, oldest first
 * @param firstStarts when their first attempts began
 * @param stats its statistics
 * @param timeline its last hours
 */
record JobRecord(
        CronJob job,
        String description,
        Optional<Instant> wentOnAt,
        List<Instant> dueFires,
        List<CronExecution> executions,
        Map<UUID, Instant> firstStarts,
        CronJobStats stats,
        List<CronTimelineBucket> timeline) {
    private static final int TIMELINE_HOURS = 3;

    /**
     * Collects it.
     *
     * @param job as it was created
     * @param wentOnAt from when on it is this run's, if an earlier one has left it
     * @param until when jobs began to be paused
     */
    static JobRecord of(
            CronJob job, Optional<Instant> wentOnAt, Instant until, OpenClawCron cron, Map<UUID, Instant> firstStarts) {
        var history = cron.history();
        return new JobRecord(
                job,
                cron.scheduler().describe(job.schedule(), Locale.ENGLISH),
                wentOnAt,
                dueFires(job, wentOnAt, until, cron),
                executions(job, cron),
                firstStarts,
                cron.manager().getCronJobStats(job.jobId(), job.organizationId()),
                history.getExecutionTimeline(job.jobId(), job.organizationId(), TIMELINE_HOURS));
    }

    private static List<Instant> dueFires(CronJob job, Optional<Instant> wentOnAt, Instant until, OpenClawCron cron) {
        var zone = ZoneId.of(job.timezone());
        var fires = new ArrayList<Instant>();
        for (var fire = wentOnAt.isPresent()
                        ? cron.scheduler().calculateNextRun(job.schedule(), zone, wentOnAt.get())
                        : Optional.ofNullable(job.nextRun());
                fire.isPresent() && !fire.get().isAfter(until);
                fire = cron.scheduler().calculateNextRun(job.schedule(), zone, fire.get())) {
            fires.add(fire.get());
        }
        return fires;
    }

    private static List<CronExecution> executions(CronJob job, OpenClawCron cron) {
        var executions = new ArrayList<CronExecution>();
        var query = CronExecutionHistoryQuery.builder(job.organizationId())
                .jobId(job.jobId())
                .limit(200)
                .build();
        while (true) {
            var page = cron.history().getExecutionHistory(query);
            executions.addAll(page.items());
            if (!page.hasMore()) {
                Collections.reverse(executions);
                return executions;
            }
            query = query.toBuilder().cursor(page.nextCursor()).build();
        }
    }

    /** The executions that this run has to answer for. */
    List<CronExecution> executionsOfThisRun() {
        return executions.stream()
                .filter(execution -> wentOnAt.isEmpty()
                        || execution.scheduledFor() != null
                                && !execution.scheduledFor().isBefore(wentOnAt.get()))
                .toList();
    }

    /** How long after its fire time an execution started; empty if it did not. */
    Optional<Duration> lateness(CronExecution execution) {
        return Optional.ofNullable(execution.scheduledFor())
                .flatMap(fire -> Optional.ofNullable(firstStarts.get(execution.executionId()))
                        .map(start -> Duration.between(fire, start)));
    }
}
