package io.openclaw.cron.benchmarks.programs;

import java.util.Arrays;
import java.util.Map;

/** Values in their order: the smallest that so many per cent do not exceed, which is always one of them. */
final class Percentiles {
    private final long[] sorted;

    Percentiles(long[] values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** Not a number if there are no values. */
    double at(double percent) {
        var rank = (int) Math.ceil(sorted.length * percent / 100);
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
    }

    /** The median, the 99th percentile and the largest of nanoseconds, in milliseconds. */
    Map<String, Double> millis() {
        return Map.of("p50", at(50) / 1e6, "p99", at(99) / 1e6, "p100", at(100) / 1e6);
    }

    long below(long limit) {
        return Arrays.stream(sorted).filter(value -> value < limit).count();
    }
}
