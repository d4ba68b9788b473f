package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is for a node to claim.
 *
 * @param alive whether the node is known
 * @param blocked whether limits block anything
 * @param levels the priorities of which there is anything, from the highest down
 */
public record Outlook(boolean alive, boolean blocked, List<Level> levels) {

    /**
     * What comes first of one priority.
     *
     * @param priority which
     * @param nextRun the earliest fire of an enabled job, or null
     * @param availableAt the earliest time of a waiting execution that no limit blocks, or null
     */
    record Level(
            int priority,
            @Nullable Instant nextRun,
            @Nullable Instant availableAt) {

        /** Whether an execution waits that may start by then. */
        boolean waitsFor(Instant until) {
            return availableAt != null && !availableAt.isAfter(until);
        }

        /** When the first of it is due; one of the two is there. */
        Instant first() {
            if (nextRun == null || (availableAt != null && availableAt.isBefore(nextRun))) {
                return requireNonNull(availableAt);
            }
            return nextRun;
        }
    }

    /**
     * What a claim would come to, where that is plain to see: the node is dead, or nothing is due by the horizon. A node that does not
     * know all skills may be told to claim earlier than it has to; what is due then, the claim itself finds out.
     *
     * @return empty if it has to be made
     */
    public Optional<ClaimResult> resultOf(ClaimRequest request) {
        if (!alive) {
            return Optional.of(ClaimResult.DEAD);
        }
        var first = levels.stream().map(Level::first).min(Instant::compareTo).orElse(null);
        if (blocked || (first != null && !first.isAfter(request.horizon()))) {
            return Optional.empty();
        }
        var claimAgainAt = first == null ? null : first.minus(Duration.between(request.now(), request.horizon()));
        return Optional.of(new ClaimResult(true, List.of(), List.of(), List.of(), List.of(), claimAgainAt));
    }

    /** The same with a priority whose jobs were not looked at, but of which some have been due since an instant. */
    Outlook with(int priority, Instant nextRun) {
        var all = new ArrayList<Level>();
        Instant availableAt = null;
        for (var level : levels) {
            if (level.priority == priority) {
                availableAt = level.availableAt;
            } else {
                all.add(level);
            }
        }
        all.add(new Level(priority, nextRun, availableAt));
        all.sort(Comparator.comparingInt(Level::priority).reversed());
        return new Outlook(alive, blocked, all);
    }

    /** What there is of priorities of which anything is due by then, from the highest down. */
    List<Level> dueBy(Instant horizon) {
        return levels.stream().filter(level -> !level.first().isAfter(horizon)).toList();
    }
}
