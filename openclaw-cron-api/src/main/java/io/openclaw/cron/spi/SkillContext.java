package io.openclaw.cron.spi;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt, as its skill sees it. Its methods may be called from any thread until the skill has ended. */
public interface SkillContext {
    /** The execution: the same in all its attempts, and so the key by which a skill tells that it did its work already. */
    UUID executionId();

    /**
     * A number that is higher for every node that takes the execution over. A skill that writes to a store of its own can
     * refuse what comes with a lower one than it has seen.
     */
    long fence();

    /** Which attempt this is, from 1. */
    int attempt();

    /** The fire time that this execution is for, or null for a manual run. */
    @Nullable
    Instant scheduledTime();

    /** When this attempt's time is up, by the engine's clock. */
    Instant deadline();

    /** Whether the skill should stop: its time is up, it was cancelled, or the node stops. The thread is interrupted too. */
    boolean isCancelled();

    /**
     * Reports how far the skill has come. Sent to listeners at once and stored at most once a second; costs no I/O here.
     *
     * @param stage what it is doing, a word or two; cut at 255 characters
     * @param percent how much is done; brought into 0 to 100
     * @param message one sentence for a person; cut at 4,000 characters
     */
    void progress(String stage, int percent, String message);

    /**
     * Adds to what the execution has used up. Beyond what a {@code long} holds, the sum stays there.
     *
     * @param tokens tokens, 0 or more
     * @param costCents cost in cents, 0 or more
     * @throws IllegalArgumentException if one is negative
     */
    void usage(long tokens, long costCents);
}
