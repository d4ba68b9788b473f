package io.openclaw.cron.jdbc.faults;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Every step goes wrong with the same probability, before or after the server has done it. Thread-safe. */
final class RandomFaults implements Fault.Plan {
    /** What drivers and pools say of a line that broke; not that a transaction may be made again. */
    private static final List<String> STATES = List.of("08006", "08003", "08007", "57P01", "57P02", "XX000");

    private final double probability;
    private final LongAdder made = new LongAdder();
    /** Guarded by this. */
    private final SplittableRandom random;

    RandomFaults(long seed, double probability) {
        this.random = new SplittableRandom(seed);
        this.probability = probability;
    }

    /** How many there have been. */
    long made() {
        return made.sum();
    }

    @Override
    public synchronized @Nullable Fault at(Fault.Step step) {
        if (random.nextDouble() >= probability) {
            return null;
        }
        made.increment();
        var reached = Fault.Reached.values()[random.nextInt(step == Fault.Step.COMMIT ? 3 : 2)];
        return new Fault(reached, STATES.get(random.nextInt(STATES.size())));
    }
}
