package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution and the claim by which a node owns it.
 *
 * @param executionId the execution
 * @param fence the number of the claim; a later claim has a higher one
 * @param claimId the id that the node gave the claim, or null
 */
public record OwnedExecution(
        UUID executionId, long fence, @Nullable UUID claimId) {

    /** The claim by which an execution is owned. */
    public static OwnedExecution of(CronExecution execution) {
        return new OwnedExecution(execution.executionId(), execution.fence(), execution.claimId());
    }
}
