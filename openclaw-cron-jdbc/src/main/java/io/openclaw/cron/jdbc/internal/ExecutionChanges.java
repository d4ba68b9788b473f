package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronTrigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a transaction does to executions. It is written at its end, in few statements however many there are, together with
 * the statistics that follow from it, so that rows and statistics cannot come apart.
 */
final class ExecutionChanges {
    /** The order in which rows are locked and written. */
    private static final Comparator<CronExecution> ORDER =
            Comparator.comparing(CronExecution::organizationId).thenComparing(CronExecution::executionId);

    private final Map<UUID, CronExecution> inserted = new LinkedHashMap<>();
    private final Map<UUID, CronExecution> changed = new LinkedHashMap<>();
    /** Of those that are changed, the ones of which more changes than how they stand. */
    private final Set<UUID> changedBeyondStanding = new HashSet<>();
    /** The limits that waiting executions wait for, by the executions. */
    private final Map<UUID, String> blocked = new HashMap<>();

    private final List<CronExecution> ended = new ArrayList<>();
    private final List<CronExecution> revived = new ArrayList<>();

    void insert(CronExecution execution) {
        inserted.put(execution.executionId(), execution);
        if (execution.status().isFinal()) {
            ended.add(execution);
        }
    }

    void change(CronExecution before, CronExecution after) {
        var written = inserted.containsKey(after.executionId()) ? inserted : changed;
        written.put(after.executionId(), after);
        blocked.remove(after.executionId());
        if (!differsInStandingOnly(before, after)) {
            changedBeyondStanding.add(after.executionId());
        }
        if (!before.status().isFinal() && after.status().isFinal()) {
            ended.add(after);
        } else if (before.status().isFinal() && !after.status().isFinal()) {
            revived.add(before);
        }
    }

    /** Puts a waiting execution aside under the name of a limit. */
    void block(CronExecution waiting, String limit) {
        change(waiting, waiting);
        changedBeyondStanding.add(waiting.executionId());
        blocked.put(waiting.executionId(), limit);
    }

    /** An execution as it will be when all this is written. */
    CronExecution asChanged(CronExecution stored) {
        var latest = inserted.getOrDefault(stored.executionId(), changed.get(stored.executionId()));
        return latest == null ? stored : latest;
    }

    /** The ids of what is inserted. */
    Set<UUID> insertedIds() {
        return inserted.keySet();
    }

    /**
     * Writes it all.
     *
     * @param handle the transaction
     * @param statistics where outcomes are counted
     * @param now when what has ended counts as recorded
     */
    void write(Handle handle, Statistics statistics, Instant now) {
        var executions = Daos.of(handle, ExecutionDao.class);
        // Most of it is fires that were reserved, and executions that have started or ended: statements of their own
        // send
        // little for these.
        var plain = new ArrayList<CronExecution>(inserted.size());
        var other = new ArrayList<CronExecution>();
        inserted.values().forEach(execution -> (isPlainReservation(execution) ? plain : other).add(execution));
        insertReserved(executions, plain);
        if (!other.isEmpty()) {
            executions.insert(new ExecutionRows(sorted(other), blocked));
        }
        update(executions);
        statistics.count(handle, ended, revived, now);
    }

    /** All of one claim, for a transaction makes no more than one. */
    private static void insertReserved(ExecutionDao executions, List<CronExecution> reserved) {
        if (!reserved.isEmpty()) {
            var first = reserved.get(0);
            var node = requireNonNull(first.node());
            executions.insertReserved(
                    new ExecutionRows(sorted(reserved)),
                    node.name(),
                    node.incarnation(),
                    requireNonNull(first.claimId()));
        }
    }

    private void update(ExecutionDao executions) {
        var standing = new ArrayList<CronExecution>(changed.size());
        var other = new ArrayList<CronExecution>();
        changed.forEach((id, execution) -> (changedBeyondStanding.contains(id) ? other : standing).add(execution));
        if (!standing.isEmpty()) {
            executions.updateStanding(new ExecutionRows(sorted(standing)));
        }
        if (!other.isEmpty()) {
            executions.update(new ExecutionRows(sorted(other), blocked));
        }
    }

    /** Whether an execution is what {@code FireExecution} makes of a reserved fire, with nothing of its own. */
    private boolean isPlainReservation(CronExecution execution) {
        return execution.node() != null
                && execution.claimId() != null
                && execution.fence() == 1
                && execution.status() == CronExecutionStatus.PENDING
                && execution.trigger() == CronTrigger.SCHEDULE
                && execution.availableAt().equals(execution.scheduledFor())
                && execution.attempt() == 0
                && execution.recoveries() == 0
                && execution.cancelRequestedAt() == null
                && execution.error() == null
                && !blocked.containsKey(execution.executionId());
    }

    private static boolean differsInStandingOnly(CronExecution before, CronExecution after) {
        return after.availableAt().equals(before.availableAt())
                && after.recoveries() == before.recoveries()
                && Objects.equals(after.node(), before.node())
                && after.fence() == before.fence()
                && Objects.equals(after.claimId(), before.claimId())
                && Objects.equals(after.cancelRequestedAt(), before.cancelRequestedAt())
                && Objects.equals(after.progress(), before.progress())
                && Objects.equals(after.error(), before.error())
                && after.startedBeforeChange() == before.startedBeforeChange();
    }

    private static List<CronExecution> sorted(List<CronExecution> executions) {
        return executions.stream().sorted(ORDER).toList();
    }
}
