package io.openclaw.cron.jdbc.scale;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** How long things took; may be added to by many threads. */
final class Timings {
    private static final double NANOS_A_MILLI = 1e6;

    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    Timings(int most) {
        this.nanos = new long[most];
    }

    void add(long took) {
        var at = count.getAndIncrement();
        if (at < nanos.length) {
            nanos[at] = took;
        }
    }

    /** Writes a line: how many there are, the median, the 99th, the 99.9th percentile, and the longest, in milliseconds. */
    void print(PrintStream out, String name) {
        var sorted = Arrays.copyOf(nanos, Math.min(count.get(), nanos.length));
        Arrays.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%-56s %7d  %8.2f  %8.2f  %8.2f  %8.2f%n",
                name,
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 0.999),
                at(sorted, 1));
    }

    static void printHead(PrintStream out) {
        out.printf("%-56s %7s  %8s  %8s  %8s  %8s%n", "milliseconds", "count", "p50", "p99", "p99.9", "max");
    }

    private static double at(long[] sorted, double share) {
        var rank = (int) Math.ceil(share * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(rank, 1) - 1] / NANOS_A_MILLI;
    }
}
