package io.openclaw.cron.core.internal.history;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.spi.CronStore;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds the statistics of old hours up to those of days: one sweep for each day that has become old. */
public final class StatisticsFolding {
    static final int BATCH = 1_000;
    static final int STEPS_PER_PASS = 50;

    private final CronStore store;
    private final EngineClock clock;
    private final Sweep sweep = new Sweep(STEPS_PER_PASS);
    /** What the sweep folds up to, or the last one has. */
    private @Nullable Instant before;

    /** Folds what this store keeps. */
    public StatisticsFolding(CronStore store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Makes one pass.
     *
     * @return how many hours were added up; empty if there are no new ones, so that the store was not called
     */
    public OptionalLong foldOld() {
        var old = UtcSpan.keptByHourSince(clock.now());
        if (sweep.atStart()) {
            if (old.equals(before)) {
                return OptionalLong.empty();
            }
            before = old;
        }
        var bound = requireNonNull(before);
        try {
            return OptionalLong.of(sweep.pass(place -> store.foldHours(bound, place, BATCH)));
        } catch (RuntimeException failure) {
            if (sweep.atStart()) {
                before = null;
            }
            throw failure;
        }
    }
}
