package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.rules.ClaimOrder;
import io.openclaw.cron.spi.rules.ClaimRoom;
import io.openclaw.cron.spi.rules.ClaimSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands executions out to nodes. To be called inside a transaction. */
public final class ClaimTransaction {
    private final MemoryTables tables;

    /** Works on these tables. */
    public ClaimTransaction(MemoryTables tables) {
        this.tables = tables;
    }

    /** Claims executions for a node. */
    public ClaimResult claim(ClaimRequest request, FirePlanner planner) {
        if (!tables.nodes.containsKey(request.node())) {
            return ClaimResult.DEAD;
        }
        var outcome = new ClaimOutcome();
        var room = new ClaimRoom(request);
        var slots = new ClaimSlots(request.limits(), tables.executions::ownedCounts);
        for (var limit : tables.lanes.blocking()) {
            tables.lanes.unblock(limit, Math.max(0, Math.min(slots.free(limit), room.due())), request.skills());
        }
        for (var level : List.copyOf(tables.lanes.levels())) {
            new LevelClaim(tables, request, planner, new LevelClaim.Room(room, slots), outcome).claim(level);
        }
        // A plan may decide about an early fire, skip it and reserve a later one: taken in order is not listed in
        // order.
        outcome.claimed.sort(ClaimOrder.INSTANCE);
        return new ClaimResult(
                true,
                outcome.claimed,
                outcome.ended,
                outcome.cancelRequested,
                outcome.disabled,
                slots.exhausted() ? request.now() : claimAgainAt(request));
    }

    /**
     * What is due by now and is still there, could not be taken: only the end of something else changes that. What is due by
     * the horizon and is still there waits for its own time. What is due later waits for the horizon.
     */
    private @Nullable Instant claimAgainAt(ClaimRequest request) {
        var distance = Duration.between(request.now(), request.horizon());
        var endOfDue = Due.endOf(request.now());
        var endOfAhead = Due.endOf(request.horizon());
        Instant earliest = null;
        for (var level : tables.lanes.levels()) {
            for (var lane : level) {
                var left = LaneWalk.after(lane, endOfDue, request.skills());
                if (left != null && !left.dueAt().isAfter(request.horizon())) {
                    earliest = earlier(earliest, left.dueAt());
                    left = LaneWalk.after(lane, endOfAhead, request.skills());
                }
                if (left != null) {
                    earliest = earlier(earliest, left.dueAt().minus(distance));
                }
            }
        }
        return earliest;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
