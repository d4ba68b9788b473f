package io.openclaw.cron.core.internal.claim;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Claims whose answer has not arrived: the store may hold executions by them that the node does not know of yet.
 * Thread-safe.
 */
public final class ClaimsInFlight {
    private final Set<UUID> claimIds = ConcurrentHashMap.newKeySet();

    void begin(UUID claimId) {
        claimIds.add(claimId);
    }

    /** The node knows by now what the claim has got it. */
    void end(UUID claimId) {
        claimIds.remove(claimId);
    }

    boolean contains(@Nullable UUID claimId) {
        return claimId != null && claimIds.contains(claimId);
    }
}
