package io.openclaw.cron.benchmarks.programs;

import java.lang.management.ManagementFactory;

/** How much of the heap is used. */
final class Heap {
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** In bytes, after garbage is collected, more than once for what is freed by finding that something else is. */
    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
