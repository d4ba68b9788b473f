package io.openclaw.cron.spi;

import io.openclaw.cron.CronJob;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a claim did.
 *
 * @param alive whether the node counts as alive; otherwise nothing was done
 * @param claimed what the node owns now, highest priority first, within it the earliest
 * @param ended what ended without having run: skipped fires, and waiting executions that a newer fire replaced
 * @param cancelRequested running executions, of any node, whose cancellation the claim asked for
 * @param disabled jobs that the planner disabled because they have become unusable
 * @param claimAgainAt when a claim with the same distance to the horizon would find something more, at the latest,
 *     what others have locked included; null if nothing is foreseen. Due work for which there was no room does not
 *     count; later work of which the node lacks the skill may, until it is due within the horizon
 */
public record ClaimResult(
        boolean alive,
        List<JobExecution> claimed,
        List<JobExecution> ended,
        List<UUID> cancelRequested,
        List<CronJob> disabled,
        @Nullable Instant claimAgainAt) {

    /** Copies the lists. */
    public ClaimResult {
        claimed = List.copyOf(claimed);
        ended = List.copyOf(ended);
        cancelRequested = List.copyOf(cancelRequested);
        disabled = List.copyOf(disabled);
    }

    /** The answer to a node that was declared dead. */
    public static final ClaimResult DEAD = new ClaimResult(false, List.of(), List.of(), List.of(), List.of(), null);
}
