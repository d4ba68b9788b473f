package io.openclaw.cron.jdbc.internal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node may find dead.
 *
 * @param now the database's time
 * @param longestSince when that other node was last heard of that has been silent for longest, or null if there is no other
 * @param ownedByNoNode whether those own anything who are no node any more
 */
public record Silence(Instant now, @Nullable Instant longestSince, boolean ownedByNoNode) {

    /** Whether there may be something to recover: a node has been silent for longer than that, or is gone and owns something. */
    public boolean isToBeLookedInto(Duration deadAfter) {
        return ownedByNoNode || (longestSince != null && isOverdue(longestSince, deadAfter, now));
    }

    /** Whether a node that was last heard of then counts as dead. */
    static boolean isOverdue(Instant lastBeat, Duration deadAfter, Instant now) {
        return Duration.between(lastBeat, now).compareTo(deadAfter) > 0;
    }
}
