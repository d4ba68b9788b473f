package io.openclaw.cron.spi;

import io.openclaw.cron.DurationSummary;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long runs took: a count for each class of durations, four classes to each doubling, so that percentiles are right to
 * about 10 %. Class 0 is below 1 ms; class {@code c} reaches up to {@code 2^(c/4)} ms. Immutable.
 */
public final class DurationHistogram {
    /** No durations. */
    public static final DurationHistogram EMPTY = new DurationHistogram(0, new long[0], Duration.ZERO, Duration.ZERO);

    private static final double CLASSES_PER_DOUBLING = 4;
    private static final double NANOS_A_MILLI = 1e6;

    /** The first class with a count; 0 if there is none. */
    private final int first;
    /** Of the first class and those that follow, up to the last with a count. */
    private final long[] counts;

    private final Duration sum;
    private final Duration max;

    private DurationHistogram(int first, long[] counts, Duration sum, Duration max) {
        this.first = first;
        this.counts = counts;
        this.sum = sum;
        this.max = max;
    }

    /** One duration. */
    public static DurationHistogram of(Duration duration) {
        return new DurationHistogram(classOf(duration), new long[] {1}, duration, duration);
    }

    /**
     * Many durations.
     *
     * @param counts how many there are of each class, from class 0 on
     * @param sum all durations added up
     * @param max the longest
     */
    public static DurationHistogram of(long[] counts, Duration sum, Duration max) {
        var first = 0;
        var end = counts.length;
        while (end > 0 && counts[end - 1] == 0) {
            end--;
        }
        while (first < end && counts[first] == 0) {
            first++;
        }
        return new DurationHistogram(end == 0 ? 0 : first, Arrays.copyOfRange(counts, first, end), sum, max);
    }

    /** The class of a duration, 0 or more. */
    public static int classOf(Duration duration) {
        var millis = duration.toNanos() / NANOS_A_MILLI;
        return millis < 1 ? 0 : (int) Math.floor(CLASSES_PER_DOUBLING * Math.log(millis) / Math.log(2)) + 1;
    }

    /** How many classes there are, from class 0 to the last of which there is a duration; 0 if there is none. */
    public int classes() {
        return first + counts.length;
    }

    /**
     * How many durations there are of one class.
     *
     * @param durationClass 0 or more
     */
    public long count(int durationClass) {
        var at = durationClass - first;
        return at < 0 || at >= counts.length ? 0 : counts[at];
    }

    /** How many durations there are. */
    public long count() {
        var count = 0L;
        for (var ofClass : counts) {
            count += ofClass;
        }
        return count;
    }

    /** All durations added up. */
    public Duration sum() {
        return sum;
    }

    /** The longest. */
    public Duration max() {
        return max;
    }

    /** Both added up. */
    public DurationHistogram plus(DurationHistogram other) {
        var longest = max.compareTo(other.max) >= 0 ? max : other.max;
        if (counts.length == 0) {
            return new DurationHistogram(other.first, other.counts, sum.plus(other.sum), longest);
        }
        if (other.counts.length == 0) {
            return new DurationHistogram(first, counts, sum.plus(other.sum), longest);
        }
        var from = Math.min(first, other.first);
        var merged = new long[Math.max(classes(), other.classes()) - from];
        System.arraycopy(counts, 0, merged, first - from, counts.length);
        for (var at = 0; at < other.counts.length; at++) {
            merged[other.first - from + at] += other.counts[at];
        }
        return new DurationHistogram(from, merged, sum.plus(other.sum), longest);
    }

    /**
     * The duration that the given share of all did not exceed.
     *
     * @param share 0 to 1
     * @return the upper end of its class, but no more than the longest; zero if there are none
     */
    public Duration percentile(double share) {
        return percentile(share, count());
    }

    private Duration percentile(double share, long count) {
        var rank = Math.max(1, (long) Math.ceil(share * count));
        var seen = 0L;
        for (var at = 0; at < counts.length; at++) {
            seen += counts[at];
            if (seen >= rank) {
                var upper = Duration.ofNanos((long) (NANOS_A_MILLI * Math.pow(2, (first + at) / CLASSES_PER_DOUBLING)));
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
                : new DurationSummary(
                        sum.dividedBy(count),
                        max,
                        percentile(0.50, count),
                        percentile(0.95, count),
                        percentile(0.99, count));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DurationHistogram that
                && first == that.first
                && Arrays.equals(counts, that.counts)
                && sum.equals(that.sum)
                && max.equals(that.max);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * first + Arrays.hashCode(counts)) + sum.hashCode()) + max.hashCode();
    }

    @Override
    public String toString() {
        return "DurationHistogram[counts from class " + first + "=" + Arrays.toString(counts) + ", sum=" + sum
                + ", max=" + max + "]";
    }
}
