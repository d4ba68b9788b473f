package io.openclaw.cron.examples.cluster.check;

import java.time.Instant;
import java.util.List;

/**
 * One process of a node.
 *
 * @param name of the node, with the number of the process
 * @param killedAt when it was killed, or null if it ended by itself
 * @param freezes when it was stopped, in order
 */
public record Life(String name, Instant killedAt, List<Freeze> freezes) {
    /** Copies the list. */
    public Life {
        freezes = List.copyOf(freezes);
    }

    /** A time in which a process did nothing, because it was stopped: it had stopped by {@code from} and went on at {@code to}. */
    public record Freeze(Instant from, Instant to) {}
}
