package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCreated;
import io.openclaw.cron.event.CronDeleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.spi.JobChanged;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells this node and the listeners what was committed: the node first, so that what a change prevents does not start. */
public final class Announcements {
    private static final CronExecutionError WITHDRAWN =
            CronExecutionError.of(CronExecutionError.JOB_WITHDRAWN, "The job was disabled or deleted");

    private final LocalNode node;
    private final EventSink events;

    /** Tells these two. */
    public Announcements(LocalNode node, EventSink events) {
        this.node = node;
        this.events = events;
    }

    void created(List<CronJob> jobs, Instant now) {
        jobs.stream()
                .map(CronJob::nextRun)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(node::wake);
        jobs.forEach(job ->
                events.send(new CronCreated(EventSource.of(job), now, job.jobName(), job.schedule(), job.nextRun())));
    }

    void changed(JobChanged done, Optional<CronExecution> skipped, Instant now) {
        var job = done.job();
        node.withdraw(done.deleted());
        done.cancelled().forEach(this::dropHere);
        if (job.status() == CronJobStatus.ENABLED && job.nextRun() != null) {
            node.wake(job.nextRun());
        }
        done.cancelled().forEach(execution -> sendCancelled(execution, job.jobName(), now));
        skipped.ifPresent(execution -> sendSkipped(execution, job.jobName(), now));
        events.send(changeOf(job, now));
    }

    /** An execution was cancelled before it could end by itself. */
    void cancelled(CronExecution execution, String jobName, Instant now) {
        dropHere(execution);
        sendCancelled(execution, jobName, now);
        // One that waited for it may have its turn now.
        node.wake(now);
    }

    /** The node of an execution was asked to end it. */
    void cancelRequested(CronExecution execution) {
        node.cancel(execution.executionId());
    }

    private void dropHere(CronExecution execution) {
        if (execution.node() != null) {
            node.drop(execution.executionId());
        }
    }

    private static CronEvent changeOf(CronJob job, Instant now) {
        var source = EventSource.of(job);
        return job.status() == CronJobStatus.DELETED
                ? new CronDeleted(source, now, job.jobName())
                : new CronUpdated(
                        source, now, job.jobName(), job.schedule(), job.nextRun(), job.status(), job.version());
    }

    private void sendCancelled(CronExecution execution, String jobName, Instant now) {
        var reason = Objects.requireNonNullElse(execution.error(), WITHDRAWN);
        events.send(new CronCancelled(EventSource.of(execution), now, jobName, reason));
    }

    private void sendSkipped(CronExecution skipped, String jobName, Instant now) {
        events.send(new CronSkipped(
                EventSource.of(skipped),
                now,
                jobName,
                Objects.requireNonNull(skipped.scheduledFor()),
                Objects.requireNonNull(skipped.skippedUntil()),
                skipped.skippedCount(),
                Objects.requireNonNull(skipped.error())));
    }
}
