package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.spi.CronStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Removes old executions, a batch a transaction, so that none holds locks for long or grows the log at once. */
final class Purge {
    static final int BATCH = 1_000;

    private final CronStore store;

    Purge(CronStore store) {
        this.store = store;
    }

    /**
     * Removes batch after batch until nothing is left, the budget is used up, or the thread is interrupted.
     *
     * @param organizationId whose, or null for all
     * @return how many were removed
     */
    long removeUpTo(long batches, Instant olderThan, @Nullable String organizationId) {
        var removed = 0L;
        for (var batch = 0L; batch < batches && !Thread.currentThread().isInterrupted(); batch++) {
            var count = store.purge(olderThan, organizationId, BATCH);
            removed += count;
            if (count < BATCH) {
                break;
            }
        }
        return removed;
    }
}
