package io.openclaw.cron.spi.rules;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.RecoveryPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of an execution that its node holds no longer. */
public final class GivenBack {
    /** Why an execution gives way to a newer fire of a job that replaces. */
    public static final CronExecutionError REPLACED_BY_FIRE =
            CronExecutionError.of(CronExecutionError.REPLACED, "A newer fire of the job took its place");

    private GivenBack() {}

    /**
     * What becomes of it after its node died.
     *
     * @param job its job
     * @param execution owned by the dead node
     * @param maxRecoveries how many recoveries it may have
     * @param now when
     */
    public static CronExecution byDeadNode(CronJob job, CronExecution execution, int maxRecoveries, Instant now) {
        if (execution.status() != CronExecutionStatus.RUNNING) {
            return byLivingNode(job, execution, now);
        }
        var reason = reasonToCancel(job, execution);
        if (reason != null) {
            return cancelled(execution, reason, now);
        }
        if (job.policies().recovery() == RecoveryPolicy.FAIL) {
            return failed(execution, "Its node was lost, and the job's policy does not run it again", now);
        }
        if (execution.recoveries() >= maxRecoveries) {
            return failed(execution, "Its node was lost, after " + execution.recoveries() + " recoveries", now);
        }
        return waiting(execution).recoveries(execution.recoveries() + 1).build();
    }

    /**
     * What becomes of it when its node gives it back by itself.
     *
     * @param job its job
     * @param execution owned by the node
     * @param now when
     */
    public static CronExecution byLivingNode(CronJob job, CronExecution execution, Instant now) {
        var reason = reasonToCancel(job, execution);
        if (reason != null) {
            return cancelled(execution, reason, now);
        }
        if (execution.status() == CronExecutionStatus.RUNNING && job.policies().recovery() == RecoveryPolicy.FAIL) {
            return failed(execution, "Its node gave it back, and the job's policy does not run it again", now);
        }
        return waiting(execution).build();
    }

    /** Why an execution must not wait, but is to be cancelled; null if it may wait. */
    public static @Nullable CronExecutionError reasonToCancel(CronJob job, CronExecution execution) {
        if (execution.cancelRequestedAt() != null) {
            var reason = requestedReason(execution);
            return reason != null
                    ? reason
                    : CronExecutionError.of(CronExecutionError.CANCELLED, "Cancelled on request");
        }
        return switch (job.status()) {
            case DELETED -> CronExecutionError.of(CronExecutionError.JOB_WITHDRAWN, "The job was deleted");
            case DISABLED ->
                execution.trigger() == CronTrigger.SCHEDULE
                        ? CronExecutionError.of(CronExecutionError.JOB_WITHDRAWN, "The job was disabled")
                        : null;
            case ENABLED, PAUSED -> null;
        };
    }

    /**
     * What becomes of a live execution that somebody cancels: the end, if no node holds it; else it stays live, with the request and
     * its reason, until its node has ended it. Only a node knows whether what it holds has started: it records that after the fact, and
     * much later if it cannot reach the store. Were such an execution ended from outside, its successor would run beside it.
     */
    public static CronExecution asked(CronExecution execution, CronExecutionError reason, Instant now) {
        var asked = execution.toBuilder().cancelRequestedAt(now).error(reason).build();
        return execution.node() == null ? cancelled(asked, reason, now) : asked;
    }

    /** The reason that came with the request to cancel it; null if there was none. */
    static @Nullable CronExecutionError requestedReason(CronExecution execution) {
        return execution.cancelRequestedAt() == null ? null : execution.error();
    }

    /** Ends an execution as cancelled; it keeps its last node. */
    public static CronExecution cancelled(CronExecution execution, CronExecutionError reason, Instant now) {
        return execution.toBuilder()
                .status(CronExecutionStatus.CANCELLED)
                .error(reason)
                .completedAt(now)
                .build();
    }

    private static CronExecution failed(CronExecution execution, String message, Instant now) {
        return execution.toBuilder()
                .status(CronExecutionStatus.FAILED)
                .error(CronExecutionError.of(CronExecutionError.NODE_LOST, message))
                .completedAt(now)
                .build();
    }

    /** The attempt that was lost does not count: the next one takes its number. */
    private static CronExecution.Builder waiting(CronExecution execution) {
        var lost = execution.status() == CronExecutionStatus.RUNNING ? 1 : 0;
        return execution.toBuilder()
                .status(CronExecutionStatus.PENDING)
                .node(null)
                .claimId(null)
                .attempt(Math.max(0, execution.attempt() - lost));
    }
}
