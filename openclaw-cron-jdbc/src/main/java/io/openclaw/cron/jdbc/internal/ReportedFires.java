package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The claimed fires among what a node reports. What has only started stays a claimed fire; all else is taken, and becomes an
 * execution.
 */
final class ReportedFires {
    private final Handle handle;
    private final ClaimedFireDao fires;
    private final ExecutionChanges changes;
    private final Set<UUID> locked = new HashSet<>();

    /**
     * Fires that are reported.
     *
     * @param changes where to note what is taken
     */
    ReportedFires(Handle handle, ExecutionChanges changes) {
        this.fires = Daos.of(handle, ClaimedFireDao.class);
        this.handle = handle;
        this.changes = changes;
    }

    /** The executions that claimed fires among these stand for, as they are stored, by their ids; nobody else changes them from here on. */
    Map<UUID, CronExecution> read(List<CronExecution> reports) {
        var starts = new ArrayList<CronExecution>();
        var ends = new ArrayList<CronExecution>(reports.size());
        var others = new ArrayList<CronExecution>();
        for (var report : reports) {
            (isStart(report) ? starts : isPlainEnd(report) ? ends : others).add(report);
        }
        var stored = new HashMap<UUID, CronExecution>();
        if (!starts.isEmpty()) {
            executionsOf(fires.lock(new ExecutionRows(starts)), starts).forEach(execution -> {
                stored.put(execution.executionId(), execution);
                locked.add(execution.executionId());
            });
        }
        var taken = new ArrayList<CronExecution>(ends.size());
        if (!ends.isEmpty()) {
            taken.addAll(executionsOf(fires.take(new ExecutionRows(ends)), ends));
        }
        if (!others.isEmpty()) {
            taken.addAll(fires.takeExecutions(new ExecutionRows(others)));
        }
        taken.forEach(execution -> {
            stored.put(execution.executionId(), execution);
            changes.take(execution);
        });
        return stored;
    }

    private static boolean isStart(CronExecution report) {
        return report.status() == CronExecutionStatus.RUNNING && ClaimedFire.is(report);
    }

    /** Whether what a fire has of its job will be copied from there. */
    private static boolean isPlainEnd(CronExecution report) {
        return report.status().isFinal() && report.error() == null && report.progress() == null;
    }

    /** A report tells what its execution has of the job, unless it is not about this fire at all; none of that is stored. */
    private List<CronExecution> executionsOf(List<ClaimedFire> found, List<CronExecution> reports) {
        var byId = reports.stream().collect(Collectors.toMap(CronExecution::executionId, Function.identity()));
        var executions = new ArrayList<CronExecution>(found.size());
        for (var fire : found) {
            var report = requireNonNull(byId.get(fire.executionId()));
            executions.add(
                    fire.jobKey().equals(Jobs.keyOf(report))
                            ? fire.asExecution(report)
                            : fire.asExecution(requireNonNull(Jobs.byKey(handle, List.of(fire.jobKey()))
                                            .get(fire.jobKey()))
                                    .job()));
        }
        return executions;
    }

    /** Lets a fire that has started stay one; false if the execution was none. */
    boolean start(CronExecution after) {
        if (!locked.contains(after.executionId())) {
            return false;
        }
        changes.start(after);
        return true;
    }
}
