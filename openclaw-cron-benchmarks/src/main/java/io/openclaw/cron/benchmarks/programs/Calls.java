package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps count of calls, one for each job and second: none may be missing, repeated or early. */
final class Calls implements Called {
    private final int jobs;
    private final int warmUp;
    private final Instant first;
    private final AtomicIntegerArray counts;
    private final long[] latenessMicros;
    /** Of each second. */
    private final List<CountDownLatch> missing;

    private final AtomicLong lastNanos = new AtomicLong();

    /** Expects calls in one second; also where a job's fire is not told. */
    Calls(int jobs, Instant instant) {
        this(jobs, instant, 0, 1);
    }

    /**
     * Expects calls.
     *
     * @param jobs of how many jobs
     * @param first of the first second
     * @param warmUp how many seconds do not count. What is done in them is the same, or the compiler would throw away what it has made of
     *     the code that calls this when the first second comes that counts
     * @param seconds of how many seconds after them
     */
    Calls(int jobs, Instant first, int warmUp, int seconds) {
        this.jobs = jobs;
        this.warmUp = warmUp;
        this.first = first;
        var all = warmUp + seconds;
        this.counts = new AtomicIntegerArray(jobs * all);
        this.latenessMicros = new long[jobs * all];
        this.missing =
                Stream.generate(() -> new CountDownLatch(jobs)).limit(all).toList();
    }

    @Override
    public void called(int number, @Nullable Instant scheduled) {
        var now = Instant.now();
        var due = scheduled == null ? first : scheduled;
        // A job that is due once may be called for a fire that its scheduler does not tell; of others only some seconds
        // count.
        var second = missing.size() == 1 ? 0 : ChronoUnit.SECONDS.between(first, due);
        if (second < 0 || second >= missing.size()) {
            return;
        }
        var cell = (int) second * jobs + number;
        latenessMicros[cell] = ChronoUnit.MICROS.between(due, now);
        if (counts.getAndIncrement(cell) == 0) {
            lastNanos.accumulateAndGet(System.nanoTime(), Math::max);
            missing.get((int) second).countDown();
        }
    }

    /** Waits for all that count; false if some have not come within a time. */
    boolean await(Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        for (var second : missing.subList(warmUp, missing.size())) {
            if (!second.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    long lastNanos() {
        return lastNanos.get();
    }

    /** How many calls are missing, and how many were one too many. */
    Map<String, Double> faults() {
        long repeated = 0;
        for (int i = warmUp * jobs; i < counts.length(); i++) {
            repeated += Math.max(0, counts.get(i) - 1);
        }
        return Map.of("missed", (double) countMissing(), "repeated", (double) repeated);
    }

    private long countMissing() {
        return missing.stream().skip(warmUp).mapToLong(CountDownLatch::getCount).sum();
    }

    /** How late calls were, in milliseconds, and how many were early. */
    Map<String, Double> lateness() {
        var called = IntStream.range(warmUp * jobs, counts.length())
                .filter(cell -> counts.get(cell) > 0)
                .mapToLong(cell -> latenessMicros[cell])
                .toArray();
        var percentiles = new Percentiles(called);
        var lateness = new TreeMap<String, Double>();
        lateness.put("early", (double) percentiles.below(0));
        for (var percent : new int[] {50, 99, 100}) {
            lateness.put("p" + percent, percentiles.at(percent) / 1e3);
        }
        return lateness;
    }
}
