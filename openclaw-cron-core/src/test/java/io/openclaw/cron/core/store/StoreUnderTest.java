package io.openclaw.cron.core.store;

import io.openclaw.cron.spi.CronStore;
import java.time.Duration;

/** A store that holds nothing yet, for one test. */
public interface StoreUnderTest extends AutoCloseable {
    /** The store, always the same. */
    CronStore store();

    /**
     * Lets the store's own time pass: moves its clock, or makes the last beats of all nodes older by as much.
     *
     * @param duration how much
     */
    void letStoreTimePass(Duration duration);

    /** Closes the store and removes what it held. */
    @Override
    void close();
}
