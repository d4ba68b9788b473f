package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlanner;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Hands executions out to nodes. */
public final class ClaimTransaction {
    private final Handle handle;
    private final Statistics statistics;
    private final NextRunDao nextRuns;

    /** A transaction on this handle. */
    public ClaimTransaction(Handle handle, Statistics statistics) {
        this.handle = handle;
        this.statistics = statistics;
        this.nextRuns = handle.attach(NextRunDao.class);
    }

    /** Claims executions for a node. */
    public ClaimResult claim(ClaimRequest request, FirePlanner planner) {
        if (handle.attach(NodeDao.class).keep(request.node().incarnation()).isEmpty()) {
            return ClaimResult.DEAD;
        }
        var claim = new Claim(request);
        for (var level : nextRuns.levels()) {
            if (isWithin(level.nextRun(), request.horizon()) || isWithin(level.availableAt(), request.horizon())) {
                new LevelClaim(level.priority(), handle, claim, planner).claim();
            }
        }
        claim.write(handle, statistics);
        return claim.result(handle, claimAgainAt(request, claim.skills()));
    }

    private static boolean isWithin(@Nullable Instant instant, Instant horizon) {
        return instant != null && !instant.isAfter(horizon);
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
