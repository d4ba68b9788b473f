package io.openclaw.cron.benchmarks.peers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a job does: it says that it was called. */
@FunctionalInterface
public interface Called {
    /**
     * Says so.
     *
     * @param number which job
     * @param scheduled for which fire, if the scheduler tells
     */
    void called(int number, @Nullable Instant scheduled);
}
