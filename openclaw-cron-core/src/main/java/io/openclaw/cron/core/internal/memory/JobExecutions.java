package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The executions of one job. */
final class JobExecutions {
    private final SortedRows history = new SortedRows(ExecutionRow.BY_ID);
    private final NavigableMap<UUID, ExecutionRow> live = new TreeMap<>(TimeOrderedId.ORDER);
    private final SortedRows byFire = new SortedRows(ExecutionRow.BY_FIRE);
    private final RollupSeries rollups = new RollupSeries();
    private int ownedInTurn;
    /** What was kept last. */
    private @Nullable EndedExecution lastKept;

    /** All of them by id, that is from the oldest. */
    SortedRows history() {
        return history;
    }

    /** Those that have not ended, by id. */
    NavigableMap<UUID, ExecutionRow> live() {
        return live;
    }

    /** The statistics of the job. */
    RollupSeries rollups() {
        return rollups;
    }

    private @Nullable ExecutionRow firstLive() {
        // Asked several times for each change of an execution, and an entry would be made each time.
        return live.isEmpty() ? null : live.get(live.firstKey());
    }

    /**
     * The one that has its turn, if it waits: the first, unless one that is in turn is owned. An earlier one can be inserted later,
     * by a process whose clock is behind.
     */
    @Nullable
    ExecutionRow turn() {
        return ownedInTurn > 0 ? null : firstLive();
    }

    /** The execution of a fire: there is at most one. */
    @Nullable
    ExecutionRow ofFire(Instant fireAt) {
        return byFire.find(row -> row.compareFire(fireAt));
    }

    /** What is to be kept of one that has ended, or null if that is all of it. */
    @Nullable
    EndedExecution kept(CronExecution ended) {
        var kept = EndedExecution.of(ended, lastKept);
        if (kept != null) {
            lastKept = kept;
        }
        return kept;
    }

    /** Files a row that is stored from now on. */
    void add(ExecutionRow row, CronExecution execution) {
        history.add(row);
        if (execution.scheduledFor() != null) {
            byFire.add(row);
        }
    }

    /** Takes a row that is still stored out of the files. */
    void remove(ExecutionRow row, CronExecution execution) {
        history.remove(row);
        if (execution.scheduledFor() != null) {
            byFire.remove(row);
        }
    }

    /** Files a row by its state. */
    void file(ExecutionRow row, @Nullable CronExecution before, @Nullable CronExecution after) {
        ownedInTurn += ownedInTurn(after) - ownedInTurn(before);
        if (after != null && ExecutionRow.live(after)) {
            live.putIfAbsent(after.executionId(), row);
        } else if (before != null && ExecutionRow.live(before)) {
            live.remove(before.executionId());
        }
    }

    private static int ownedInTurn(@Nullable CronExecution execution) {
        return execution != null && ExecutionRow.live(execution) && execution.inTurn() && execution.node() != null
                ? 1
                : 0;
    }

    /** How many of the live ones wait for an earlier one. */
    int waitingInTurn() {
        var waiting = 0;
        // The first one has its turn.
        for (var row : live.isEmpty()
                ? live.values()
                : live.tailMap(live.firstKey(), false).values()) {
            if (row.waits() && row.value().inTurn()) {
                waiting++;
            }
        }
        return waiting;
    }

    /** The earliest fire that a node has reserved and not started, or null. */
    @Nullable
    Instant reservedFire() {
        Instant earliest = null;
        for (var row : live.values()) {
            var execution = row.value();
            var fireAt = execution.scheduledFor();
            if (fireAt != null
                    && execution.node() != null
                    && ExecutionRow.neverStarted(execution)
                    && (earliest == null || fireAt.isBefore(earliest))) {
                earliest = fireAt;
            }
        }
        return earliest;
    }

    /** What stands for fires that are not due yet and has never been started, owned or not, in order of the fires. */
    List<ExecutionRow> reservedAfter(Instant now) {
        return live.values().stream()
                .filter(row ->
                        ExecutionRow.neverStarted(row.value()) && row.fireAt().isAfter(now))
                .sorted(Comparator.comparing(ExecutionRow::fireAt))
                .toList();
    }
}
