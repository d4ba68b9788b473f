package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What a node reports of executions that it owns. */
final class Reports {
    static final CronExecutionError BROKEN = CronExecutionError.of("broken", "It broke");
    static final Duration TOOK = Duration.ofMillis(250);

    private Reports() {}

    /** Its next attempt has begun. */
    static CronExecution started(CronExecution reserved, Instant at) {
        return reserved.toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .attempt(reserved.attempt() + 1)
                .startedAt(at)
                .error(null)
                .build();
    }

    static CronExecution completed(CronExecution running) {
        return ended(running, CronExecutionStatus.COMPLETED)
                .result(Map.of("answer", 42))
                .build();
    }

    static CronExecution failed(CronExecution running) {
        return ended(running, CronExecutionStatus.FAILED).error(BROKEN).build();
    }

    static CronExecution timedOut(CronExecution running) {
        return ended(running, CronExecutionStatus.TIMEOUT)
                .error(CronExecutionError.of(CronExecutionError.TIMEOUT, "It took too long"))
                .build();
    }

    static CronExecution cancelled(CronExecution running) {
        return ended(running, CronExecutionStatus.CANCELLED)
                .error(CronExecutionError.of(CronExecutionError.CANCELLED, "Somebody asked for it"))
                .build();
    }

    static CronExecution cancelledBeforeItsStart(CronExecution reserved, Instant at) {
        return reserved.toBuilder()
                .status(CronExecutionStatus.CANCELLED)
                .completedAt(at)
                .error(CronExecutionError.of(CronExecutionError.CANCELLED, "Cancelled before it started"))
                .build();
    }

    /** Its attempt has failed, and the next one is at an instant. */
    static CronExecution retry(CronExecution running, Instant at) {
        return running.toBuilder()
                .status(CronExecutionStatus.PENDING)
                .executionTime(TOOK)
                .error(BROKEN)
                .availableAt(at)
                .node(null)
                .claimId(null)
                .build();
    }

    /** The same report, but of an execution of another job or organization. */
    static CronExecution claimingToBeOf(CronExecution report, UUID jobId, String organizationId) {
        return new CronExecution(
                report.executionId(),
                jobId,
                organizationId,
                report.userId(),
                report.skillName(),
                report.skillParams(),
                report.status(),
                report.trigger(),
                report.scheduledFor(),
                report.skippedUntil(),
                report.skippedCount(),
                report.priority(),
                report.inTurn(),
                report.availableAt(),
                report.startedAt(),
                report.completedAt(),
                report.executionTime(),
                report.attempt(),
                report.recoveries(),
                report.node(),
                report.fence(),
                report.claimId(),
                report.cancelRequestedAt(),
                report.progress(),
                report.result(),
                report.error(),
                report.tokensUsed(),
                report.costCents(),
                report.startedBeforeChange());
    }

    private static CronExecution.Builder ended(CronExecution running, CronExecutionStatus status) {
        return running.toBuilder()
                .status(status)
                .completedAt(requireNonNull(running.startedAt()).plus(TOOK))
                .executionTime(TOOK);
    }
}
