package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The executions of one job. */
final class JobExecutions {
    private final NavigableMap<UUID, ExecutionRow> history = new TreeMap<>(TimeOrderedId.ORDER);
    private final NavigableMap<UUID, ExecutionRow> live = new TreeMap<>(TimeOrderedId.ORDER);
    private final Map<Instant, ExecutionRow> byFire = new HashMap<>();
    private final RollupSeries rollups = new RollupSeries();
    private int ownedInTurn;

    /** All of them by id, that is from the oldest. */
    NavigableMap<UUID, ExecutionRow> history() {
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
        return live.isEmpty() ? null : live.firstEntry().getValue();
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
        return byFire.get(fireAt);
    }

    /** Files a row, or takes it out of the files if it is not stored any more. */
    void file(ExecutionRow row, @Nullable CronExecution before, @Nullable CronExecution after) {
        if (before == null && after != null) {
            history.put(after.executionId(), row);
            if (after.scheduledFor() != null) {
                byFire.put(after.scheduledFor(), row);
            }
        }
        if (before != null && after == null) {
            history.remove(before.executionId());
            if (before.scheduledFor() != null) {
                byFire.remove(before.scheduledFor());
            }
        }
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
        var first = firstLive();
        return (int) live.values().stream()
                .filter(row -> row != first && row.value().inTurn() && ExecutionRow.waiting(row.value()))
                .count();
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
