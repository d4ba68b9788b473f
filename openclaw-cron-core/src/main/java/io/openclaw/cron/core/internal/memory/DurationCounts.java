package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.DurationHistogram;
import java.time.Duration;
import java.util.Arrays;

/** A {@link DurationHistogram} that grows: most jobs' runs take about as long as each other, so few classes are there. */
final class DurationCounts {
    private int[] classes = {};
    private long[] counts = {};
    private final DurationTotals totals = new DurationTotals();

    void add(Duration duration) {
        add(DurationHistogram.classOf(duration), 1);
        totals.add(duration);
    }

    void add(DurationCounts other) {
        for (var i = 0; i < other.classes.length; i++) {
            add(other.classes[i], other.counts[i]);
        }
        totals.add(other.totals);
    }

    private void add(int durationClass, long count) {
        for (var i = 0; i < classes.length; i++) {
            if (classes[i] == durationClass) {
                counts[i] += count;
                return;
            }
        }
        classes = Arrays.copyOf(classes, classes.length + 1);
        counts = Arrays.copyOf(counts, counts.length + 1);
        classes[classes.length - 1] = durationClass;
        counts[counts.length - 1] = count;
    }

    DurationHistogram toHistogram() {
        var byClass = new long[Arrays.stream(classes).max().orElse(-1) + 1];
        for (var i = 0; i < classes.length; i++) {
            byClass[classes[i]] = counts[i];
        }
        return DurationHistogram.of(byClass, totals.sum(), totals.longest());
    }
}
