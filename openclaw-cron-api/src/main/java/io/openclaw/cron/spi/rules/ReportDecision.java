package io.openclaw.cron.spi.rules;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.Recorded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a node's report about an execution.
 *
 * @param status whether it is accepted
 * @param after what is to be stored; null if the report is not accepted
 * @param via the running execution that is to be brought back first, since a change of its job had deleted or cancelled it
 *     after its start; null if it is there as it should be
 */
public record ReportDecision(
        Recorded.Status status,
        @Nullable CronExecution after,
        @Nullable CronExecution via) {

    private static final ReportDecision REFUSED = new ReportDecision(Recorded.Status.REFUSED, null, null);
    private static final ReportDecision REPEATED = new ReportDecision(Recorded.Status.REPEATED, null, null);

    /**
     * Decides about an execution that is stored.
     *
     * @param stored the execution as it is stored, locked
     * @param job its job; may be null unless the stored execution is final or the report says that it waits
     * @param node who reports
     * @param report the execution as its node wants it to be
     * @param now the time of an end that does not say when it was
     */
    public static ReportDecision of(
            CronExecution stored, @Nullable CronJob job, NodeId node, CronExecution report, Instant now) {
        if (stored.fence() != report.fence()) {
            return REFUSED;
        }
        if (isAccepted(stored, node, report)) {
            var after = accepted(stored, job, node, report, now);
            return after.equals(stored) ? REPEATED : new ReportDecision(Recorded.Status.ACCEPTED, after, null);
        }
        if (merged(stored, node, report, now).equals(stored) || wasCancelledInstead(stored, node, report, now)) {
            return REPEATED;
        }
        return isWithdrawn(stored, node) && hasStartedSince(stored, report)
                ? broughtBack(revived(stored), requireNonNull(job), node, report, now)
                : REFUSED;
    }

    /**
     * Decides about an execution that is not stored, whose fire has no other execution either. A change of the job deletes
     * reservations; a node that had started one before it heard of that gets it back.
     *
     * @param job the job that the report names, or null if there is none
     * @param node who reports
     * @param report the execution as its node wants it to be
     * @param now the time of an end that does not say when it was
     */
    public static ReportDecision ofDeleted(@Nullable CronJob job, NodeId node, CronExecution report, Instant now) {
        if (job == null || !mayHaveBeenReserved(report)) {
            return REFUSED;
        }
        var started = report.toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .node(node)
                .completedAt(null)
                .cancelRequestedAt(null)
                .startedBeforeChange(true)
                .build();
        return broughtBack(started, job, node, report, now);
    }

    /** Only a reservation can have been deleted: one that its first claim still holds. */
    private static boolean mayHaveBeenReserved(CronExecution report) {
        return report.startedAt() != null
                && report.scheduledFor() != null
                && report.fence() == 1
                && report.recoveries() == 0;
    }

    private static ReportDecision broughtBack(
            CronExecution running, CronJob job, NodeId node, CronExecution report, Instant now) {
        return new ReportDecision(Recorded.Status.ACCEPTED, accepted(running, job, node, report, now), running);
    }

    private static boolean isAccepted(CronExecution stored, NodeId node, CronExecution report) {
        if (stored.status().isFinal()) {
            return false;
        }
        return stored.node() == null ? report.status().isFinal() : stored.node().equals(node);
    }

    private static CronExecution accepted(
            CronExecution stored, @Nullable CronJob job, NodeId node, CronExecution report, Instant now) {
        var after = merged(stored, node, report, now);
        var reason = report.status() == CronExecutionStatus.PENDING
                ? GivenBack.reasonToCancel(requireNonNull(job), stored)
                : null;
        return reason == null ? after : cancelledInstead(stored, node, after, reason, now);
    }

    private static CronExecution cancelledInstead(
            CronExecution stored, NodeId node, CronExecution waiting, CronExecutionError reason, Instant now) {
        var held = waiting.toBuilder().node(node).claimId(stored.claimId()).build();
        return GivenBack.cancelled(held, reason, now);
    }

    private static boolean wasCancelledInstead(CronExecution stored, NodeId node, CronExecution report, Instant now) {
        return stored.status() == CronExecutionStatus.CANCELLED
                && report.status() == CronExecutionStatus.PENDING
                && stored.error() != null
                && stored.completedAt() != null
                && cancelledInstead(
                                stored, node, merged(stored, node, report, now), stored.error(), stored.completedAt())
                        .equals(stored);
    }

    /** What a node may say about an execution; who holds it, and what was asked of it, is the store's to say. */
    private static CronExecution merged(CronExecution stored, NodeId node, CronExecution report, Instant now) {
        var waits = report.status() == CronExecutionStatus.PENDING;
        // Once for each outcome at least: a builder would take as much memory again.
        return new CronExecution(
                stored.executionId(),
                stored.jobId(),
                stored.organizationId(),
                stored.userId(),
                stored.skillName(),
                stored.skillParams(),
                report.status(),
                stored.trigger(),
                stored.scheduledFor(),
                stored.skippedUntil(),
                stored.skippedCount(),
                stored.priority(),
                stored.inTurn(),
                waits ? report.availableAt() : stored.availableAt(),
                report.startedAt(),
                report.status().isFinal() ? endOf(stored, report, now) : null,
                report.executionTime(),
                report.attempt(),
                stored.recoveries(),
                waits ? null : node,
                stored.fence(),
                waits ? null : stored.claimId(),
                stored.cancelRequestedAt(),
                report.progress(),
                report.result(),
                errorOf(stored, report),
                report.tokensUsed(),
                report.costCents(),
                stored.startedBeforeChange());
    }

    /** A node knows that its execution was to be cancelled, but not why. */
    private static @Nullable CronExecutionError errorOf(CronExecution stored, CronExecution report) {
        var reason = GivenBack.requestedReason(stored);
        var goesByIt =
                report.status() == CronExecutionStatus.RUNNING || report.status() == CronExecutionStatus.CANCELLED;
        return reason != null && goesByIt ? reason : report.error();
    }

    private static Instant endOf(CronExecution stored, CronExecution report, Instant now) {
        if (report.completedAt() != null) {
            return report.completedAt();
        }
        return stored.completedAt() != null ? stored.completedAt() : now;
    }

    private static boolean isWithdrawn(CronExecution stored, NodeId node) {
        return stored.status() == CronExecutionStatus.CANCELLED
                && stored.error() != null
                && stored.error().code().equals(CronExecutionError.JOB_WITHDRAWN)
                && node.equals(stored.node());
    }

    /** A retry that was withdrawn has started before, and still carries the start of its earlier attempt. */
    private static boolean hasStartedSince(CronExecution stored, CronExecution report) {
        return report.startedAt() != null && !report.startedAt().equals(stored.startedAt());
    }

    private static CronExecution revived(CronExecution stored) {
        return stored.toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .completedAt(null)
                .error(null)
                .startedBeforeChange(true)
                .build();
    }
}
