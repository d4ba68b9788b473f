package io.openclaw.cron.benchmarks.programs;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** How quiet the machine is just before a measurement. */
final class Noise {
    private static final int PARKS = 500;
    private static final long PARK_NANOS = 1_000_000;
    private static final int SPINS = 20;
    private static final int SPIN_STEPS = 5_000_000;

    private Noise() {}

    /** The 99th percentile of how late a thread wakes from a millisecond, and the slowest of some equal pieces of work beside the fastest. */
    static Map<String, Double> measure() {
        var late = new long[PARKS];
        for (int i = 0; i < PARKS; i++) {
            var start = System.nanoTime();
            LockSupport.parkNanos(PARK_NANOS);
            late[i] = System.nanoTime() - start - PARK_NANOS;
        }
        Arrays.sort(late);
        var spins = new long[SPINS];
        for (int i = 0; i < SPINS; i++) {
            spins[i] = spin();
        }
        Arrays.sort(spins);
        return Map.of("hiccupMs", late[PARKS * 99 / 100] / 1e6, "spinRatio", (double) spins[SPINS - 1] / spins[0]);
    }

    private static long spin() {
        var start = System.nanoTime();
        long value = start;
        for (int i = 0; i < SPIN_STEPS; i++) {
            value = value * 6_364_136_223_846_793_005L + 1;
        }
        // Used, so that it is computed.
        return Math.max(1, System.nanoTime() - start + (value == 42 ? 1 : 0));
    }
}
