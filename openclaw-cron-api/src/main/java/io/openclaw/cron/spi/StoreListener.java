package io.openclaw.cron.spi;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Hears of what other nodes have done to the store. Called by {@link StoreSignals#await}, on the thread that called that. */
public interface StoreListener {
    /** There may be more to claim, or sooner, than was foreseen: jobs were created or changed, or executions wait or ended. */
    void workChanged();

    /**
     * Executions that had been reserved and must not start: they are gone or have ended.
     *
     * @param executions which; those of other nodes among them
     */
    void withdrawn(List<OwnedExecution> executions);

    /**
     * Running executions that shall be cancelled.
     *
     * @param executionIds which; those of other nodes among them
     */
    void cancelRequested(Set<UUID> executionIds);

    /** Signals may have been missed: all that the others would have told is to be looked up. */
    void missed();
}
