package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.OverlapPolicy;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that a claim can find, by priority and time. */
final class DueLanes {
    private final NavigableMap<Integer, PriorityLevel> levels = new TreeMap<>(Comparator.reverseOrder());

    /** The levels, highest priority first. */
    Collection<PriorityLevel> levels() {
        return levels.values();
    }

    /** Puts a job into the lane where it belongs now, or into none. */
    void place(JobRow row) {
        row.moveTo(laneOf(row));
    }

    /** Puts a waiting execution into its lane. */
    void placeReady(ExecutionRow row) {
        if (!row.ready) {
            row.ready = true;
            level(row.value().priority()).ready.add(row);
        }
    }

    /** Takes an execution out of its lane, before anything of it changes. */
    void removeReady(ExecutionRow row) {
        if (row.ready) {
            row.ready = false;
            level(row.value().priority()).ready.remove(row);
        }
    }

    private @Nullable NavigableSet<Due> laneOf(JobRow row) {
        if (!row.stored() || !row.job().enabled() || row.nextRun() == null) {
            return null;
        }
        var level = level(row.job().priority());
        if (row.liveCount() == 0) {
            return level.idle;
        }
        return row.job().policies().overlap() == OverlapPolicy.ALLOW ? level.sharing : level.busy;
    }

    private PriorityLevel level(int priority) {
        return levels.computeIfAbsent(priority, absent -> new PriorityLevel());
    }
}
