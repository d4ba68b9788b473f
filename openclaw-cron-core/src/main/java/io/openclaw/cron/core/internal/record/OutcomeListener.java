package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.spi.Recorded;

/** Hears of each batch and what became of its outcomes, on the recorder's thread. */
@FunctionalInterface
public interface OutcomeListener {
    /** The store has answered. */
    void recorded(Outcome outcome, Recorded answer);

    /** A batch is about to be taken from what waits; may wait for a moment, in which it grows. */
    default void beforeBatch() {}

    /** All of a batch's answers have been told. */
    default void afterBatch() {}
}
