package io.openclaw.cron.spi;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a change of a job does to its next fire and to reservations that are not due yet. Pure. */
@FunctionalInterface
public interface Rescheduler {
    /**
     * Decides.
     *
     * @param nextRun the first fire that is not decided yet, or null
     * @param reserved the fire times that are reserved, not due and never started, in order
     * @return what to keep, and the first undecided fire from now on
     */
    Decision decide(@Nullable Instant nextRun, List<Instant> reserved);

    /**
     * What a change does.
     *
     * @param keep the reserved fire times that stay reserved; the others are deleted
     * @param nextRun the first fire that is not decided yet, or null if the job does not fire
     */
    record Decision(Set<Instant> keep, @Nullable Instant nextRun) {
        /** Copies the set. */
        public Decision {
            keep = Set.copyOf(keep);
        }
    }
}
