package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.rules.ReportDecision;
import java.time.Instant;
import java.util.List;

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
        return row == null ? putBack(node, report, now) : change(row, node, report, now);
    }

    private Recorded change(ExecutionRow row, NodeId node, CronExecution report, Instant now) {
        var decision = ReportDecision.of(row.value(), row.job.job(), node, report, now);
        if (decision.via() != null) {
            tables.executions.change(row, decision.via(), now);
        }
        return finish(row, decision, now);
    }

    private Recorded putBack(NodeId node, CronExecution report, Instant now) {
        var job = tables.jobs.find(report.jobId(), report.organizationId());
        var decision = ReportDecision.ofDeleted(job == null ? null : job.job(), node, report, now);
        if (job == null || decision.via() == null || isTaken(job, report)) {
            return new Recorded(Recorded.Status.REFUSED, null, null);
        }
        return finish(tables.executions.insert(job, decision.via(), now), decision, now);
    }

    private boolean isTaken(JobRow job, CronExecution report) {
        return tables.executions.find(report.executionId()) != null
                || (report.scheduledFor() != null && job.executions().ofFire(report.scheduledFor()) != null);
    }

    private Recorded finish(ExecutionRow row, ReportDecision decision, Instant now) {
        var before = row.value();
        var after = decision.after() == null ? before : decision.after();
        if (!after.equals(before)) {
            tables.executions.change(row, after, now);
        }
        return new Recorded(decision.status(), after, null);
    }
}
