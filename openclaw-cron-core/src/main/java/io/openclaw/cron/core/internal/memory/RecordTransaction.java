package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.Recorded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what became of executions, as their nodes report it. To be called inside a transaction. */
public final class RecordTransaction {
    private final MemoryTables tables;

    /** Works on these tables. */
    public RecordTransaction(MemoryTables tables) {
        this.tables = tables;
    }

    /** Records the states that a node reports. */
    public List<Recorded> record(NodeId node, List<CronExecution> reports, Instant now) {
        return reports.stream().map(report -> record(node, report, now)).toList();
    }

    private Recorded record(NodeId node, CronExecution report, Instant now) {
        var row = tables.executions.find(report.executionId(), report.organizationId());
        if (row == null) {
            return putBack(node, report, now);
        }
        var stored = row.value();
        if (stored.fence() != report.fence()) {
            return refused(stored);
        }
        if (isAccepted(stored, node, report)) {
            return accept(row, node, report, now);
        }
        if (report.equals(row.askedFor) || merged(stored, node, report, now).equals(stored)) {
            return new Recorded(Recorded.Status.REPEATED, stored, null);
        }
        return isWithdrawn(stored, node) && hasStartedSince(stored, report)
                ? revive(row, node, report, now)
                : refused(stored);
    }

    private static boolean isAccepted(CronExecution stored, NodeId node, CronExecution report) {
        return NodeTransactions.isOwned(stored, node)
                || (ExecutionRow.waiting(stored) && report.status().isFinal());
    }

    private Recorded accept(ExecutionRow row, NodeId node, CronExecution report, Instant now) {
        var after = merged(row.value(), node, report, now);
        if (after.equals(row.value())) {
            return new Recorded(Recorded.Status.REPEATED, after, null);
        }
        var reason =
                report.status() == CronExecutionStatus.PENDING ? GivenBack.reasonToCancel(row.job, row.value()) : null;
        if (reason == null) {
            tables.executions.change(row, after, now);
        } else {
            var held =
                    after.toBuilder().node(node).claimId(row.value().claimId()).build();
            tables.executions.change(row, GivenBack.cancelled(held, reason, now), now);
            row.askedFor = report;
        }
        return new Recorded(Recorded.Status.ACCEPTED, row.value(), null);
    }

    /** What a node may say about an execution; who holds it, and what was asked of it, is the store's to say. */
    private static CronExecution merged(CronExecution stored, NodeId node, CronExecution report, Instant now) {
        var merged = stored.toBuilder()
                .status(report.status())
                .startedAt(report.startedAt())
                .completedAt(null)
                .executionTime(report.executionTime())
                .attempt(report.attempt())
                .node(node)
                .progress(report.progress())
                .result(report.result())
                .error(report.error())
                .tokensUsed(report.tokensUsed())
                .costCents(report.costCents());
        if (report.status() == CronExecutionStatus.PENDING) {
            merged.availableAt(report.availableAt()).node(null).claimId(null);
        } else if (report.status().isFinal()) {
            merged.completedAt(endOf(stored, report, now));
        }
        return merged.build();
    }

    private static Instant endOf(CronExecution stored, CronExecution report, Instant now) {
        if (report.completedAt() != null) {
            return report.completedAt();
        }
        return stored.completedAt() != null ? stored.completedAt() : now;
    }

    /**
     * A change of the job deletes reservations; a node that had started one before it heard of that gets it back. Only a
     * reservation can be missing for that reason: one that its first claim still holds, of a fire that nothing else stands for.
     */
    private Recorded putBack(NodeId node, CronExecution report, Instant now) {
        var job = tables.jobs.find(report.jobId(), report.organizationId());
        if (job == null
                || report.startedAt() == null
                || report.scheduledFor() == null
                || report.fence() != 1
                || report.recoveries() != 0
                || tables.executions.find(report.executionId()) != null
                || job.executions().ofFire(report.scheduledFor()) != null) {
            return refused(null);
        }
        var started = report.toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .node(node)
                .completedAt(null)
                .cancelRequestedAt(null)
                .startedBeforeChange(true)
                .build();
        return acceptAfterAll(tables.executions.insert(job, started, now), node, report, now);
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

    private Recorded revive(ExecutionRow row, NodeId node, CronExecution report, Instant now) {
        var revived = row.value().toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .completedAt(null)
                .error(null)
                .startedBeforeChange(true)
                .build();
        tables.executions.change(row, revived, now);
        return acceptAfterAll(row, node, report, now);
    }

    private Recorded acceptAfterAll(ExecutionRow row, NodeId node, CronExecution report, Instant now) {
        accept(row, node, report, now);
        return new Recorded(Recorded.Status.ACCEPTED, row.value(), null);
    }

    private static Recorded refused(@Nullable CronExecution stored) {
        return new Recorded(Recorded.Status.REFUSED, stored, null);
    }
}
