package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.spi.Recorded;

/** Hears what became of each outcome, on the recorder's thread. */
@FunctionalInterface
public interface OutcomeListener {
    /** The store has answered. */
    void recorded(Outcome outcome, Recorded answer);
}
