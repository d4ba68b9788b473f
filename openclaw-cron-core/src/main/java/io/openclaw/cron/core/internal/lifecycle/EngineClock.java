package io.openclaw.cron.core.internal.lifecycle;

import java.time.Instant;

/** The engine's time: the host's clock, corrected towards the store's. */
@FunctionalInterface
public interface EngineClock {
    /** The time now, in whole microseconds, so that what is stored equals what is compared. */
    Instant now();
}
