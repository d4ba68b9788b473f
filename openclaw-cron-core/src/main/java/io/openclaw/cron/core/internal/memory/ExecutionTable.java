package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.rules.OwnedCount;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The executions, filed by everything that they are looked for by. All changes go through {@link #insert}, {@link #change}
 * and {@link #remove}, so that files, live counts and statistics cannot come apart from the rows.
 */
final class ExecutionTable {
    private final SortedRows byId = new SortedRows(ExecutionRow.BY_ID);
    private final Map<NodeId, Set<ExecutionRow>> owned = new HashMap<>();
    private final Set<ExecutionRow> waiting = new HashSet<>();
    private final DueLanes lanes;
    private final Statistics statistics;
    private final Journal journal;

    ExecutionTable(DueLanes lanes, Statistics statistics, Journal journal) {
        this.lanes = lanes;
        this.statistics = statistics;
        this.journal = journal;
    }

    @Nullable
    ExecutionRow find(UUID executionId) {
        return byId.find(row -> row.compareId(executionId));
    }

    /** Finds an execution of an organization. */
    @Nullable
    ExecutionRow find(UUID executionId, String organizationId) {
        var row = find(executionId);
        return row == null || !row.job.organization.id.equals(organizationId) ? null : row;
    }

    /** What a node owns, as of now. */
    List<ExecutionRow> ownedBy(NodeId node) {
        return List.copyOf(owned.getOrDefault(node, Set.of()));
    }

    /** The nodes that own something, as of now; some of them may not exist any more. */
    List<NodeId> owners() {
        return List.copyOf(owned.keySet());
    }

    /** How much of each skill and organization is owned. */
    List<OwnedCount> ownedCounts() {
        record Key(String skillName, String organizationId) {}
        var counts = new HashMap<Key, Integer>();
        for (var rows : owned.values()) {
            for (var row : rows) {
                counts.merge(new Key(row.skillName(), row.job.organization.id), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new OwnedCount(
                        entry.getKey().skillName(), entry.getKey().organizationId(), entry.getValue()))
                .toList();
    }

    /** All that is pending and not owned. */
    Collection<ExecutionRow> waiting() {
        return waiting;
    }

    /**
     * Inserts an execution; its id and its fire must be free.
     *
     * @param job its job
     * @param execution the execution
     * @param now when it counts as recorded if it is final
     */
    ExecutionRow insert(JobRow job, CronExecution execution, Instant now) {
        var row = new ExecutionRow(job, execution.executionId());
        place(row, execution);
        journal.undoBy(() -> place(row, null));
        if (execution.status().isFinal()) {
            statistics.ended(job, execution, now);
        }
        return row;
    }

    /**
     * Changes an execution.
     *
     * @param row its row
     * @param after its new state
     * @param now when its outcome counts as recorded if the new state is final
     */
    void change(ExecutionRow row, CronExecution after, Instant now) {
        var before = row.value();
        place(row, after);
        journal.undoBy(() -> place(row, before));
        if (ExecutionRow.live(before) && !ExecutionRow.live(after)) {
            statistics.ended(row.job, after, now);
        } else if (!ExecutionRow.live(before) && ExecutionRow.live(after)) {
            statistics.revived(row.job, before);
        }
    }

    /** Removes an execution; its statistics stay. */
    void remove(ExecutionRow row) {
        var before = row.value();
        place(row, null);
        journal.undoBy(() -> place(row, before));
    }

    /** Gives a row another value and files it anew; null takes it out of all files. */
    private void place(ExecutionRow row, @Nullable CronExecution after) {
        var before = row.valueIfStored();
        var executions = row.job.executions();
        var turnBefore = executions.turn();
        lanes.removeReady(row);
        takeOut(row, before, after);
        row.setValue(after);
        putIn(row, before, after);
        fileByNode(row, before, after);
        executions.file(row, before, after);
        if (ExecutionRow.live(before) != ExecutionRow.live(after)) {
            lanes.place(row.job);
        }
        takeTurns(row, turnBefore, executions.turn());
    }

    /** Takes a row out of the files whose order goes by what changes; of all, if it is not stored any more. */
    private void takeOut(ExecutionRow row, @Nullable CronExecution before, @Nullable CronExecution after) {
        if (before == null) {
            return;
        }
        if (before.status().isFinal()) {
            row.job.organization.ended.remove(row);
        }
        if (after == null) {
            byId.remove(row);
            row.job.organization.history.remove(row);
            row.job.executions().remove(row, before);
        }
    }

    /** Puts a row in again where {@link #takeOut} took it out; in all files, if it was not stored before. */
    private void putIn(ExecutionRow row, @Nullable CronExecution before, @Nullable CronExecution after) {
        if (after == null) {
            return;
        }
        if (before == null) {
            byId.add(row);
            row.job.organization.history.add(row);
            row.job.executions().add(row, after);
        }
        if (after.status().isFinal()) {
            row.job.organization.ended.add(row);
        }
    }

    private void fileByNode(ExecutionRow row, @Nullable CronExecution before, @Nullable CronExecution after) {
        var ownerBefore = ownerOf(before);
        var ownerAfter = ownerOf(after);
        if (ownerBefore != null && !ownerBefore.equals(ownerAfter)) {
            var rows = requireNonNull(owned.get(ownerBefore));
            rows.remove(row);
            if (rows.isEmpty()) {
                owned.remove(ownerBefore);
            }
        }
        if (ownerAfter != null && !ownerAfter.equals(ownerBefore)) {
            owned.computeIfAbsent(ownerAfter, absent -> new LinkedHashSet<>()).add(row);
        }
        if (ExecutionRow.waiting(after)) {
            waiting.add(row);
        } else if (ExecutionRow.waiting(before)) {
            waiting.remove(row);
        }
    }

    private static @Nullable NodeId ownerOf(@Nullable CronExecution execution) {
        return execution != null && ExecutionRow.live(execution) ? execution.node() : null;
    }

    private void takeTurns(ExecutionRow changed, @Nullable ExecutionRow turnBefore, @Nullable ExecutionRow turnNow) {
        placeByTurn(changed, turnNow);
        if (turnBefore != turnNow) {
            if (turnBefore != null && turnBefore != changed) {
                placeByTurn(turnBefore, turnNow);
            }
            if (turnNow != null && turnNow != changed) {
                placeByTurn(turnNow, turnNow);
            }
        }
    }

    private void placeByTurn(ExecutionRow row, @Nullable ExecutionRow turn) {
        if (row.waits() && (!row.value().inTurn() || row == turn)) {
            lanes.placeReady(row);
        } else {
            lanes.removeReady(row);
        }
    }
}
