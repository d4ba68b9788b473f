package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
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
    /** What was claimed fires until this transaction took them. */
    private final Map<UUID, CronExecution> taken = new LinkedHashMap<>();
    /** Claimed fires that have started, and stay claimed fires. */
    private final Map<UUID, CronExecution> started = new LinkedHashMap<>();
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

    /** Notes an execution that was a claimed fire until this transaction took it, and is to be written as it is or is changed. */
    void take(CronExecution fire) {
        taken.put(fire.executionId(), fire);
    }

    /** Says of a claimed fire, which must be locked, when it has started. */
    void start(CronExecution fire) {
        started.put(fire.executionId(), fire);
    }

    void change(CronExecution before, CronExecution after) {
        writtenTo(after.executionId()).put(after.executionId(), after);
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

    private Map<UUID, CronExecution> writtenTo(UUID executionId) {
        if (inserted.containsKey(executionId)) {
            return inserted;
        }
        return taken.containsKey(executionId) ? taken : changed;
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
        var fires = Daos.of(handle, ClaimedFireDao.class);
        // Most of it is fires that are claimed, and what was one until it ended: statements of their own send little.
        var claimed = new ArrayList<CronExecution>(inserted.size());
        var held = new ArrayList<CronExecution>(taken.size());
        var other = new ArrayList<CronExecution>();
        inserted.values().forEach(execution -> (isClaimedFire(execution) ? claimed : other).add(execution));
        taken.values().forEach(execution -> (isHeldAsClaimed(execution, held) ? held : other).add(execution));
        insertClaimed(fires, claimed);
        insertHeld(executions, held);
        if (!other.isEmpty()) {
            executions.insert(new ExecutionRows(sorted(other), blocked));
        }
        if (!started.isEmpty()) {
            fires.start(List.copyOf(started.values()));
        }
        update(executions);
        statistics.count(handle, ended, revived, now);
    }

    /** All of one claim, for a transaction makes no more than one. */
    private static void insertClaimed(ClaimedFireDao fires, List<CronExecution> claimed) {
        if (!claimed.isEmpty()) {
            var first = claimed.get(0);
            var node = requireNonNull(first.node());
            fires.insert(
                    new ExecutionRows(sorted(claimed)),
                    node.name(),
                    node.incarnation(),
                    requireNonNull(first.claimId()));
        }
    }

    /** All of one node. */
    private static void insertHeld(ExecutionDao executions, List<CronExecution> held) {
        if (!held.isEmpty()) {
            var node = requireNonNull(held.get(0).node());
            var rows = new ExecutionRows(sorted(held));
            if (held.size() < RecordTransaction.MANY) {
                executions.insertHeld(rows, node.name(), node.incarnation());
            } else {
                executions.insertManyHeld(rows, node.name(), node.incarnation());
            }
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

    private boolean isClaimedFire(CronExecution execution) {
        return ClaimedFire.is(execution) && !blocked.containsKey(execution.executionId());
    }

    /** Whether nothing has become of a claimed fire but that it has started or ended, and its node is that of the others. */
    private boolean isHeldAsClaimed(CronExecution execution, List<CronExecution> others) {
        return execution.node() != null
                && !changedBeyondStanding.contains(execution.executionId())
                && (others.isEmpty() || execution.node().equals(others.get(0).node()));
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
