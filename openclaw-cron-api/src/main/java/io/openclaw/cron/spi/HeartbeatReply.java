package io.openclaw.cron.spi;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a node hears at its beat.
 *
 * @param alive whether the node counts as alive; otherwise it must take a new incarnation and register, and the rest
 *     of this is empty
 * @param storeTime the store's time, read as late in the call as can be: a node does not start anything by a time that may
 *     not have come, so what lies between the reading and the answer makes it late
 * @param othersAlive whether another node is alive
 * @param draining whether the node is to take nothing new, as {@link CronStore#drain} has said
 * @param owned all that the store holds for the node
 * @param cancelRequested those of them whose cancellation was asked for
 */
public record HeartbeatReply(
        boolean alive,
        Instant storeTime,
        boolean othersAlive,
        boolean draining,
        List<OwnedExecution> owned,
        Set<UUID> cancelRequested) {

    /** Copies the collections. */
    public HeartbeatReply {
        owned = List.copyOf(owned);
        cancelRequested = Set.copyOf(cancelRequested);
    }
}
