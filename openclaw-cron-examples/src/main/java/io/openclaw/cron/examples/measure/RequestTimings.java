package io.openclaw.cron.examples.measure;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** How long requests of each kind took, and what went wrong. Thread-safe. */
final class RequestTimings {
    private final Map<String, Queue<Long>> nanos = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /**
     * Takes note of an answer.
     *
     * @param failure what was wrong with it, or null if nothing was
     */
    void add(String kind, long took, @Nullable String failure) {
        if (failure == null) {
            nanos.computeIfAbsent(kind, absent -> new ConcurrentLinkedQueue<>()).add(took);
        } else {
            failures.merge(kind + ": " + failure, 1, Integer::sum);
        }
    }

    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A line for each kind, and one for each failure. */
    String describe(Duration duration) {
        var text = new StringBuilder();
        nanos.forEach((kind, all) -> {
            var sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %,8d (%,.0f/s)  p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                    kind,
                    sorted.length,
                    sorted.length / (double) duration.toSeconds(),
                    millis(sorted, 0.5),
                    millis(sorted, 0.99),
                    millis(sorted, 1)));
        });
        failures.forEach((failure, count) ->
                text.append(count).append(" failed, ").append(failure).append('\n'));
        return text.toString();
    }

    private static double millis(long[] sorted, double share) {
        var rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
