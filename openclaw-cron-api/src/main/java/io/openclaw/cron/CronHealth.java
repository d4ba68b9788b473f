package io.openclaw.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this node is, for health checks and for people on call.
 *
 * @param status the verdict
 * @param node this node
 * @param problems what is wrong now, one sentence each; empty if nothing
 * @param draining whether this node takes nothing new, since somebody wants it to be drained; that is no problem
 * @param lastBeat when this node last reached the store, or null if never
 * @param clockOffset how far the store's clock is ahead of this machine's; the engine corrects for it
 * @param outcomesWaiting outcomes that wait to be recorded
 * @param runaway executions whose skill was interrupted and has not ended
 */
public record CronHealth(
        Status status,
        NodeId node,
        List<String> problems,
        boolean draining,
        @Nullable Instant lastBeat,
        Duration clockOffset,
        int outcomesWaiting,
        int runaway) {

    /** Copies the list. */
    public CronHealth {
        problems = List.copyOf(problems);
    }

    /** The verdict, from good to bad. */
    public enum Status {
        /** All is well. */
        UP,
        /** It works, but look at the problems. */
        DEGRADED,
        /** It starts nothing: not started, stopped, or cut off from its store. */
        DOWN
    }
}
