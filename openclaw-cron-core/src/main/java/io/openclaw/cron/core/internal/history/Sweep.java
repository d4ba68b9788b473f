package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.spi.SweepStep;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sweep over a store's data, a few steps in each pass: the next pass goes on where this one has ended.
 *
 * <p>Not thread-safe: only housekeeping calls it.
 */
final class Sweep {
    private final int stepsPerPass;
    private @Nullable String place;

    Sweep(int stepsPerPass) {
        this.stepsPerPass = stepsPerPass;
    }

    /**
     * Makes some steps; fewer if the sweep has come to its end, or the thread is interrupted.
     *
     * @param step makes a step from a place on
     * @return how much was done
     */
    long pass(Function<@Nullable String, SweepStep> step) {
        var done = 0L;
        for (var steps = 0; steps < stepsPerPass && !Thread.currentThread().isInterrupted(); steps++) {
            var made = step.apply(place);
            done += made.done();
            place = made.next();
            if (place == null) {
                break;
            }
        }
        return done;
    }

    /** Whether the next step is the first one of a new sweep. */
    boolean atStart() {
        return place == null;
    }
}
