package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.OverlapPolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that a claim can find, by priority and time. */
final class DueLanes {
    private static final Comparator<ExecutionRow> BY_PRIORITY = Comparator.<ExecutionRow>comparingInt(
                    row -> -row.value().priority())
            .thenComparing(Due.ORDER);

    private final NavigableMap<Integer, PriorityLevel> levels = new TreeMap<>(Comparator.reverseOrder());
    /** Waiting executions that a limit blocks, by the limit's name; in no level, so that no claim has to walk past them. */
    private final Map<String, NavigableSet<ExecutionRow>> blocked = new HashMap<>();

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
        if (!row.ready && row.blockedBy == null) {
            row.ready = true;
            level(row.value().priority()).ready.add(row);
        }
    }

    /** Puts a waiting execution aside that a limit blocks. */
    void block(ExecutionRow row, String limit) {
        removeReady(row);
        row.blockedBy = limit;
        blocked.computeIfAbsent(limit, absent -> new TreeSet<>(BY_PRIORITY)).add(row);
    }

    /** The names of the limits that block something, as of now. */
    List<String> blocking() {
        return List.copyOf(blocked.keySet());
    }

    /** Takes back what a limit has blocked, the highest priority first: so many at the most, of these skills or of any. */
    void unblock(String limit, int most, @Nullable Set<String> skills) {
        blocked.getOrDefault(limit, Collections.emptyNavigableSet()).stream()
                .filter(row -> skills == null || skills.contains(row.skillName()))
                .limit(most)
                .toList()
                .forEach(row -> {
                    removeReady(row);
                    placeReady(row);
                });
    }

    /** Takes an execution out of where it waits, before anything of it changes. */
    void removeReady(ExecutionRow row) {
        if (row.ready) {
            row.ready = false;
            level(row.value().priority()).ready.remove(row);
        }
        if (row.blockedBy != null) {
            var rows = requireNonNull(blocked.get(row.blockedBy));
            rows.remove(row);
            if (rows.isEmpty()) {
                blocked.remove(row.blockedBy);
            }
            row.blockedBy = null;
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
