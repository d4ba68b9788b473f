package io.openclaw.cron.spi;

import io.openclaw.cron.DurationSummary;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long runs took: a count for each class of durations, four classes to each doubling, so that percentiles are right to
 * about 10 %. Class 0 is below 1 ms; class {@code c} reaches up to {@code 2^(c/4)} ms. Immutable.
 *
 * @param counts how many there are of each class; classes without any are absent
 * @param sum all durations added up
 * @param max the longest
 */
public record DurationHistogram(SortedMap<Integer, Long> counts, Duration sum, Duration max) {
    /** No durations. */
    public static final DurationHistogram EMPTY = new DurationHistogram(new TreeMap<>(), Duration.ZERO, Duration.ZERO);

    private static final double CLASSES_PER_DOUBLING = 4;

    /** Copies the map. */
    public DurationHistogram {
        counts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** One duration. */
    public static DurationHistogram of(Duration duration) {
        return new DurationHistogram(new TreeMap<>(Map.of(classOf(duration), 1L)), duration, duration);
    }

    /** The class of a duration, 0 or more. */
    public static int classOf(Duration duration) {
        var millis = duration.toNanos() / 1e6;
        return millis < 1 ? 0 : (int) Math.floor(CLASSES_PER_DOUBLING * Math.log(millis) / Math.log(2)) + 1;
    }

    /** How many durations there are. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both added up. */
    public DurationHistogram plus(DurationHistogram other) {
        var merged = new TreeMap<>(counts);
        other.counts.forEach((at, count) -> merged.merge(at, count, Long::sum));
        return new DurationHistogram(merged, sum.plus(other.sum), max.compareTo(other.max) >= 0 ? max : other.max);
    }

    /**
     * The duration that the given share of all did not exceed.
     *
     * @param share 0 to 1
     * @return the upper end of its class, but no more than the longest; zero if there are none
     */
    public Duration percentile(double share) {
        var rank = Math.max(1, (long) Math.ceil(share * count()));
        var seen = 0L;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                var upper = Duration.ofNanos((long) (1e6 * Math.pow(2, entry.getKey() / CLASSES_PER_DOUBLING)));
                return upper.compareTo(max) < 0 ? upper : max;
            }
        }
        return Duration.ZERO;
    }

    /** Mean, longest and percentiles. */
    public DurationSummary summary() {
        var count = count();
        return count == 0
                ? DurationSummary.NONE
                : new DurationSummary(sum.dividedBy(count), max, percentile(0.50), percentile(0.95), percentile(0.99));
    }
}
