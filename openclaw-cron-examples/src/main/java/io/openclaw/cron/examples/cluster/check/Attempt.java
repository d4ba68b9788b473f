package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import java.time.Instant;
import java.util.UUID;

/**
 * One call of the skill, as the skill itself wrote it down.
 *
 * @param jobId the job
 * @param claim by which claim of which execution
 * @param number which attempt of the execution it was, from 1
 * @param life the life of the node that called it
 * @param calledAt when it was called, by the database's clock
 * @param endedAt when it ended, or null if the node did not live to write it down
 */
public record Attempt(UUID jobId, Claim claim, int number, String life, Instant calledAt, Instant endedAt) {
    /** The execution. */
    public UUID executionId() {
        return claim.executionId();
    }
}
