package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.ClaimRequest;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One walk along a lane, from the earliest to the horizon, past what a claim has no use for. The lane may change on the way.
 */
final class LaneWalk {
    private final NavigableSet<Due> lane;
    private final ClaimRequest request;
    private final Due endOfDue;
    private final BooleanSupplier wantsDue;
    private final BooleanSupplier wantsAhead;
    private @Nullable Due position;

    /**
     * A walk.
     *
     * @param lane what to walk along
     * @param request knows what is due, the horizon and the skills
     * @param wantsDue whether the claim has a use for something that is due
     * @param wantsAhead whether it has for something that is not due yet
     */
    LaneWalk(NavigableSet<Due> lane, ClaimRequest request, BooleanSupplier wantsDue, BooleanSupplier wantsAhead) {
        this.lane = lane;
        this.request = request;
        this.endOfDue = Due.endOf(request.now());
        this.wantsDue = wantsDue;
        this.wantsAhead = wantsAhead;
    }

    /** The next one, or null at the end. */
    @Nullable
    Due peek() {
        if (!wantsDue.getAsBoolean() && (position == null || Due.ORDER.compare(position, endOfDue) < 0)) {
            position = endOfDue;
        }
        var next = after(lane, position);
        while (next != null && !isKnown(next, request.skills()) && !next.dueAt().isAfter(request.horizon())) {
            moveTo(next);
            next = lane.higher(next);
        }
        if (next == null
                || next.dueAt().isAfter(request.horizon())
                || (next.dueAt().isAfter(request.now()) && !wantsAhead.getAsBoolean())) {
            return null;
        }
        return next;
    }

    /** Goes on to what {@link #peek} has returned. */
    void moveTo(Due due) {
        position = due.mark();
    }

    /** Goes back to something that has come into the lane, if the walk is past its place. */
    void backTo(Due added) {
        if (position != null && Due.ORDER.compare(added, position) <= 0) {
            var before = lane.lower(added);
            position = before == null ? null : before.mark();
        }
    }

    /** The first one after a position that a node with these skills can run. */
    static @Nullable Due after(NavigableSet<Due> lane, Due position, @Nullable Set<String> skills) {
        var next = after(lane, position);
        while (next != null && !isKnown(next, skills)) {
            next = lane.higher(next);
        }
        return next;
    }

    private static @Nullable Due after(NavigableSet<Due> lane, @Nullable Due position) {
        if (lane.isEmpty()) {
            return null;
        }
        return position == null ? lane.first() : lane.higher(position);
    }

    private static boolean isKnown(Due due, @Nullable Set<String> skills) {
        return skills == null || skills.contains(due.skillName());
    }
}
