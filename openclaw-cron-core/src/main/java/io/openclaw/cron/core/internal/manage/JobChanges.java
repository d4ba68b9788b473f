package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.core.internal.schedule.FireRange;
import io.openclaw.cron.core.internal.schedule.FireTimes;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.Rescheduler;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes what has to be done to turn a job into another version of itself: which fires stay, which go, and which were due
 * and are given up. Pure, but for ids.
 */
public final class JobChanges {
    private final CronExpressions expressions;
    private final TimeOrderedIds ids;

    /** Computes changes with these expressions. */
    public JobChanges(CronExpressions expressions, TimeOrderedIds ids) {
        this.expressions = expressions;
        this.ids = ids;
    }

    /**
     * The change from one state of a job to another.
     *
     * @param before the job as it is stored
     * @param after the same with other values, another status, or both
     * @param decided the fires of which there are live executions; asked for only if it matters
     * @return the change; empty if nothing differs
     */
    Optional<JobChange> between(CronJob before, CronJob after, Instant now, Supplier<Set<Instant>> decided) {
        if (after.equals(before)) {
            return Optional.empty();
        }
        var deleted = after.status() == CronJobStatus.DELETED;
        var job = after.toBuilder()
                .version(before.version() + 1)
                .updatedAt(now)
                .deletedAt(deleted ? now : null)
                .build();
        return Optional.of(new JobChange(
                job,
                before.version(),
                now,
                rescheduler(before, job, now),
                withdrawn(before, job),
                skipped(before, job, now, decided).orElse(null)));
    }

    private @Nullable Rescheduler rescheduler(CronJob before, CronJob job, Instant now) {
        return switch (job.status()) {
            case DISABLED, DELETED -> withdrawn(before, job) ? new Reschedule.Stop() : null;
            case PAUSED ->
                before.status() != CronJobStatus.PAUSED
                        ? new Reschedule.Pause()
                        : moved(before, job) ? new Reschedule.StartAnew(fires(job), now) : null;
            case ENABLED -> enabling(before, job, now);
        };
    }

    private @Nullable Rescheduler enabling(CronJob before, CronJob job, Instant now) {
        var resumed = before.status() == CronJobStatus.PAUSED && !moved(before, job);
        if (resumed && job.policies().catchUpAfterPause()) {
            return new Reschedule.GoOn(fires(job), now);
        }
        if (before.status() != CronJobStatus.ENABLED) {
            return new Reschedule.StartAnew(fires(job), now);
        }
        return moved(before, job)
                ? new Reschedule.Move(fires(job), now, job.policies().overlap())
                : null;
    }

    /** What was due by now, was not decided by then, and will not be. */
    private Optional<CronExecution> skipped(CronJob before, CronJob job, Instant now, Supplier<Set<Instant>> decided) {
        var resumed = before.status() == CronJobStatus.PAUSED && job.status() == CronJobStatus.ENABLED;
        var givenUp = withdrawn(before, job)
                || moved(before, job)
                || (resumed && !job.policies().catchUpAfterPause());
        var first = before.nextRun();
        if (!givenUp || first == null || first.isAfter(now)) {
            return Optional.empty();
        }
        return undecided(before, first, now, decided.get())
                .map(range -> skipped(before, range, now, reason(before, job)));
    }

    /** The next fire that a job shows may be reserved, and so decided, already. */
    private Optional<FireRange> undecided(CronJob before, Instant shown, Instant now, Set<Instant> decided) {
        try {
            var fires = fires(before);
            var first = Optional.of(shown);
            while (first.isPresent() && decided.contains(first.get())) {
                first = fires.next(first.get());
            }
            return first.flatMap(fire -> fires.between(fire.minusNanos(1), now));
        } catch (InvalidCronExpressionException gone) {
            // The zone has gone, and with it all that was due but the fire that is written down.
            return decided.contains(shown) ? Optional.empty() : Optional.of(new FireRange(1, shown, shown));
        }
    }

    private static CronExecutionError reason(CronJob before, CronJob job) {
        if (before.status() == CronJobStatus.PAUSED) {
            return CronExecutionError.of(CronExecutionError.PAUSED, "Due while the job was paused");
        }
        return withdrawn(before, job)
                ? CronExecutionError.of(
                        CronExecutionError.JOB_WITHDRAWN, "Due and not claimed when the job was disabled or deleted")
                : CronExecutionError.of(
                        CronExecutionError.MISSED, "Due and not claimed when the job got another schedule");
    }

    private CronExecution skipped(CronJob job, FireRange range, Instant now, CronExecutionError reason) {
        return CronExecution.builder(ids.next(now), job.jobId(), job.organizationId(), job.userId())
                .skillName(job.skillName())
                .skillParams(job.skillParams())
                .status(CronExecutionStatus.SKIPPED)
                .trigger(CronTrigger.SCHEDULE)
                .scheduledFor(range.first())
                .skippedUntil(range.last())
                .skippedCount(range.count())
                .priority(job.priority())
                .availableAt(range.first())
                .completedAt(now)
                .error(reason)
                .build();
    }

    private FireTimes fires(CronJob job) {
        return expressions.fireTimes(job.schedule(), job.timezone());
    }

    private static boolean withdrawn(CronJob before, CronJob job) {
        var stopped = job.status() == CronJobStatus.DISABLED || job.status() == CronJobStatus.DELETED;
        return stopped && before.status() != job.status();
    }

    private static boolean moved(CronJob before, CronJob job) {
        return !before.schedule().equals(job.schedule()) || !before.timezone().equals(job.timezone());
    }
}
