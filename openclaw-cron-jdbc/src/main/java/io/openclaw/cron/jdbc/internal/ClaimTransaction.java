package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.ClaimProgress.Place;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.rules.OwnedCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Hands executions out to nodes. */
public final class ClaimTransaction {
    private final Handle handle;
    private final Statistics statistics;
    private final Looks looks;
    private final NextRunDao nextRuns;
    private final LimitDao limits;

    /** A transaction on this handle. */
    public ClaimTransaction(Handle handle, Statistics statistics, Looks looks) {
        this.handle = handle;
        this.statistics = statistics;
        this.looks = looks;
        this.nextRuns = Daos.of(handle, NextRunDao.class);
        this.limits = Daos.of(handle, LimitDao.class);
    }

    /**
     * Claims executions for a node.
     *
     * @param seen what the node has seen just before, or null if it has not looked
     * @param place how far it has come with what is due, or null
     * @param laterLook null if it shall find out, even without room, what is due of jobs that have live executions; else when a later
     *     claim will
     */
    public ClaimResult claim(
            ClaimRequest request,
            FirePlanner planner,
            @Nullable Outlook seen,
            @Nullable Place place,
            @Nullable Instant laterLook) {
        if (Daos.of(handle, NodeDao.class).keep(request.node().incarnation()).isEmpty()) {
            return ClaimResult.DEAD;
        }
        var claim = new Claim(request, this::ownedCounts, laterLook == null);
        for (var level : outlook(claim, seen, place).dueBy(request.horizon())) {
            if (claim.slots.exhausted()) {
                break;
            }
            new LevelClaim(level, handle, claim, planner)
                    .claim(place != null && place.priority() == level.priority() ? place : null);
        }
        claim.write(handle, statistics);
        var atOnce = claim.slots.exhausted() || claim.passedOver();
        return claim.result(handle, atOnce ? request.now() : earlier(claimAgainAt(request, claim.skills()), laterLook));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private Outlook outlook(Claim claim, @Nullable Outlook seen, @Nullable Place place) {
        var outlook = seen == null ? outlook(claim.request, place) : seen;
        return outlook.blocked() && unblock(claim) > 0 ? outlook(claim.request, place) : outlook;
    }

    private Outlook outlook(ClaimRequest request, @Nullable Place place) {
        return place == null
                ? looks.outlook(handle, request.node())
                : looks.outlook(handle, request.node(), place.priority()).with(place.priority(), place.dueAt());
    }

    /** Lets as much of what limits have blocked wait with all else as there are slots for now. */
    private int unblock(Claim claim) {
        var unblocked = 0;
        for (var limit : limits.blocking()) {
            var most = Math.min(claim.slots.free(limit), claim.room.due());
            if (most > 0) {
                unblocked += limits.unblock(limit, claim.skills(), most);
            }
        }
        return unblocked;
    }

    /** Only one claim at a time may count, and add to what it has counted: otherwise two would take the last slot. */
    private List<OwnedCount> ownedCounts() {
        limits.lockCounts();
        return limits.ownedCounts();
    }

    /**
     * What is due by now and is still there, could not be taken: only the end of something else changes that. What is due by
     * the horizon and is still there waits for its own time. What is due later waits for the horizon.
     */
    private @Nullable Instant claimAgainAt(ClaimRequest request, String @Nullable [] skills) {
        var distance = Duration.between(request.now(), request.horizon());
        var ahead = nextRuns.firstAfter(request.now(), skills).orElse(null);
        if (ahead == null) {
            return null;
        }
        if (ahead.isAfter(request.horizon())) {
            return ahead.minus(distance);
        }
        return nextRuns.firstAfter(request.horizon(), skills)
                .map(beyond -> beyond.minus(distance))
                .filter(ahead::isAfter)
                .orElse(ahead);
    }
}
