package io.openclaw.cron.spi;

import io.openclaw.cron.NodeId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks for when it claims.
 *
 * @param claimId an id for this claim, never used before
 * @param node who claims
 * @param now what counts as due
 * @param horizon how far ahead to reserve; not before {@code now}
 * @param roomNow how many executions that are due it has room for, 0 or more
 * @param roomAhead how many that are not due yet, 0 or more
 * @param skills the skills that the node knows, or null for any
 * @param limits how many executions all nodes together may own
 */
public record ClaimRequest(
        UUID claimId,
        NodeId node,
        Instant now,
        Instant horizon,
        int roomNow,
        int roomAhead,
        @Nullable Set<String> skills,
        ClaimLimits limits) {

    /** A request without limits. */
    public ClaimRequest(
            UUID claimId,
            NodeId node,
            Instant now,
            Instant horizon,
            int roomNow,
            int roomAhead,
            @Nullable Set<String> skills) {
        this(claimId, node, now, horizon, roomNow, roomAhead, skills, ClaimLimits.NONE);
    }
}
