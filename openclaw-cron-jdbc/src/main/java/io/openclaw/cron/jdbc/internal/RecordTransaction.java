package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.rules.ReportDecision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Records what became of executions, as their nodes report it. */
final class RecordTransaction {
    /**
     * From so many executions on, what they are added to is looked for first, all in one walk along an index. That takes statements more, which are
     * dear where a process does little else: of two hundred executions on a second they were a fifth of the time until all were recorded.
     */
    static final int MANY = 300;

    private final Handle handle;
    private final ExecutionDao executions;
    private final Statistics statistics;
    private final boolean jobsLocked;

    /**
     * A transaction.
     *
     * @param jobsLocked whether to lock all jobs first, which is needed only if something is to be brought back
     */
    RecordTransaction(Handle handle, Statistics statistics, boolean jobsLocked) {
        this.handle = handle;
        this.executions = Daos.of(handle, ExecutionDao.class);
        this.statistics = statistics;
        this.jobsLocked = jobsLocked;
    }

    /** Says that something is to be brought back, for which its job must be locked before any execution is. */
    static final class NeedsJobLocks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NeedsJobLocks() {
            super("To be made again with jobs locked", null, false, false);
        }
    }

    /**
     * Records the states that a node reports.
     *
     * @throws NeedsJobLocks if jobs must be locked, and are not
     */
    List<Recorded> record(NodeId node, List<CronExecution> reports, Instant now) {
        // From fewer on than MANY: for two hundred, too, PostgreSQL would rather read all jobs than look them up.
        if (reports.size() >= ClaimPlans.MANY) {
            Daos.of(handle, PlanDao.class).alongIndexes();
        }
        lockJobs(reports);
        var changes = new ExecutionChanges();
        var fires = new ReportedFires(handle, changes);
        var stored = fires.read(reports);
        var others = reports.stream()
                .filter(report -> !stored.containsKey(report.executionId()))
                .toList();
        if (!others.isEmpty()) {
            executions.lock(new ExecutionRows(others)).forEach(row -> stored.put(row.executionId(), row));
        }
        var jobs = jobsOf(reports, stored);
        var answers = new ArrayList<Recorded>(reports.size());
        for (var report : reports) {
            var exact = inMicros(report);
            var row = ofSameOrganization(stored.get(report.executionId()), report);
            var job = jobs.get(Jobs.keyOf(report));
            answers.add(
                    row == null
                            ? putBack(job, node, exact, now, changes)
                            : change(row, job, node, exact, now, changes, fires));
        }
        changes.write(handle, statistics, now);
        return answers;
    }

    private static @Nullable CronExecution ofSameOrganization(@Nullable CronExecution row, CronExecution report) {
        return row != null && row.organizationId().equals(report.organizationId()) ? row : null;
    }

    /** A job must not be disabled while it is decided whether its execution may wait for a retry. */
    private void lockJobs(List<CronExecution> reports) {
        var keys = reports.stream()
                .filter(report -> jobsLocked || report.status() == CronExecutionStatus.PENDING)
                .map(Jobs::keyOf)
                .toList();
        if (!keys.isEmpty()) {
            var nextRuns = Daos.of(handle, NextRunDao.class);
            if (jobsLocked) {
                nextRuns.lockAll(new JobKeys(keys));
            } else {
                nextRuns.share(new JobKeys(keys));
            }
        }
    }

    /** Only those that a decision looks at: most reports are of executions that are there and owned. */
    private Map<JobKey, StoredJob> jobsOf(List<CronExecution> reports, Map<UUID, CronExecution> stored) {
        return Jobs.byKey(
                handle,
                reports.stream()
                        .filter(report -> {
                            var row = stored.get(report.executionId());
                            return row == null
                                    || row.status().isFinal()
                                    || report.status() == CronExecutionStatus.PENDING;
                        })
                        .map(Jobs::keyOf)
                        .toList());
    }

    private Recorded change(
            CronExecution row,
            @Nullable StoredJob job,
            NodeId node,
            CronExecution report,
            Instant now,
            ExecutionChanges changes,
            ReportedFires fires) {
        var decision = ReportDecision.of(row, job == null ? null : job.job(), node, report, now);
        var base = row;
        if (decision.via() != null) {
            requireLocks();
            changes.change(row, decision.via());
            base = decision.via();
        }
        var after = decision.after();
        if (after == null) {
            return new Recorded(decision.status(), row, null);
        }
        if (!fires.start(after)) {
            changes.change(base, after);
        }
        return new Recorded(decision.status(), after, null);
    }

    private Recorded putBack(
            @Nullable StoredJob job, NodeId node, CronExecution report, Instant now, ExecutionChanges changes) {
        var decision = ReportDecision.ofDeleted(job == null ? null : job.job(), node, report, now);
        if (decision.via() == null || decision.after() == null || isTaken(report)) {
            return new Recorded(Recorded.Status.REFUSED, null, null);
        }
        requireLocks();
        changes.insert(decision.via());
        changes.change(decision.via(), decision.after());
        return new Recorded(decision.status(), decision.after(), null);
    }

    private boolean isTaken(CronExecution report) {
        return report.scheduledFor() != null
                && executions.countOfFire(report.organizationId(), report.jobId(), report.scheduledFor()) > 0;
    }

    private void requireLocks() {
        if (!jobsLocked) {
            throw new NeedsJobLocks();
        }
    }

    /** A duration is kept in microseconds; so that a report equals what is stored of it, it is cut before they are compared. */
    private static CronExecution inMicros(CronExecution report) {
        var time = report.executionTime();
        var cut = time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
        return Objects.equals(cut, time)
                ? report
                : report.toBuilder().executionTime(cut).build();
    }
}
