package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.event.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The events that tell of recorded executions. */
public final class OutcomeEvents {
    private static final CronExecutionError UNKNOWN = CronExecutionError.of("unknown", "No reason was recorded");

    private OutcomeEvents() {}

    /** The event of a final execution; empty if it is not final. */
    public static Optional<CronEvent> ended(CronExecution execution, CronJob job) {
        var source = EventSource.of(execution);
        var time = Objects.requireNonNullElse(execution.completedAt(), Instant.EPOCH);
        var error = Objects.requireNonNullElse(execution.error(), UNKNOWN);
        var name = job.jobName();
        return Optional.ofNullable(
                switch (execution.status()) {
                    case PENDING, RUNNING -> null;
                    case COMPLETED ->
                        new CronCompleted(
                                source,
                                time,
                                name,
                                Objects.requireNonNullElse(execution.executionTime(), Duration.ZERO),
                                execution.result());
                    case FAILED -> new CronFailed(source, time, name, error, execution.retryCount());
                    case TIMEOUT ->
                        new CronTimeout(
                                source, time, name, Duration.ofSeconds(job.timeoutSeconds()), execution.retryCount());
                    case SKIPPED -> skipped(execution, source, time, name, error);
                    case CANCELLED -> new CronCancelled(source, time, name, error);
                });
    }

    /** The event of an attempt that will be retried. */
    public static CronEvent retrying(CronExecution execution, CronJob job, Instant time) {
        var error = Objects.requireNonNullElse(execution.error(), UNKNOWN);
        return new CronRetrying(
                EventSource.of(execution), time, job.jobName(), error, execution.attempt(), execution.availableAt());
    }

    private static CronSkipped skipped(
            CronExecution execution, EventSource source, Instant time, String name, CronExecutionError error) {
        var first = Objects.requireNonNullElse(execution.scheduledFor(), execution.availableAt());
        var last = Objects.requireNonNullElse(execution.skippedUntil(), first);
        return new CronSkipped(source, time, name, first, last, execution.skippedCount(), error);
    }
}
