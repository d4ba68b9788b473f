package io.openclaw.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node as the store knows it.
 *
 * @param node which
 * @param startedAt when it made itself known, by the store's clock
 * @param lastBeat when it was last heard of, by the store's clock; one that is silent for {@code deadAfter} is removed by the others
 * @param clockOffset how far the store's clock is ahead of its machine's, as of its last beat
 * @param draining whether it takes nothing new
 * @param reserved how many executions it holds that have not started
 * @param running what it runs, as far as its starts are recorded, longest-running first
 */
public record CronNode(
        NodeId node,
        Instant startedAt,
        Instant lastBeat,
        Duration clockOffset,
        boolean draining,
        int reserved,
        List<Running> running) {

    /** Copies the list. */
    public CronNode {
        running = List.copyOf(running);
    }

    /**
     * An execution that a node runs.
     *
     * @param executionId the execution
     * @param jobId its job
     * @param organizationId whose
     * @param skillName its skill
     * @param startedAt when its present attempt began
     */
    public record Running(
            UUID executionId,
            UUID jobId,
            String organizationId,
            String skillName,
            @Nullable Instant startedAt) {}
}
