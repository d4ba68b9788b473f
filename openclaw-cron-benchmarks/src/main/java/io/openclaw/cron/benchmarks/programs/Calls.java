package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps count of calls, one for each job and second: none may be missing, repeated or early. */
final class Calls implements Called {
    private final int jobs;
    private final Instant first;
    private final AtomicIntegerArray counts;
    private final long[] latenessMicros;
    private final CountDownLatch missing;
    private final AtomicLong lastNanos = new AtomicLong();

    /**
     * Expects calls.
     *
     * @param jobs of how many jobs
     * @param first of the first second that counts
     * @param seconds of how many seconds; of one also where a job's fire is not told
     */
    Calls(int jobs, Instant first, int seconds) {
        this.jobs = jobs;
        this.first = first;
        this.counts = new AtomicIntegerArray(jobs * seconds);
        this.latenessMicros = new long[jobs * seconds];
        this.missing = new CountDownLatch(jobs * seconds);
    }

    @Override
    public void called(int number, @Nullable Instant scheduled) {
        var now = Instant.now();
        var due = scheduled == null ? first : scheduled;
        // A job that is due once may be called for a fire that its scheduler does not tell; of others only some seconds
        // count.
        var second = counts.length() == jobs ? 0 : ChronoUnit.SECONDS.between(first, due);
        if (second < 0 || second >= counts.length() / jobs) {
            return;
        }
        var cell = (int) second * jobs + number;
        latenessMicros[cell] = ChronoUnit.MICROS.between(due, now);
        if (counts.getAndIncrement(cell) == 0) {
            lastNanos.accumulateAndGet(System.nanoTime(), Math::max);
            missing.countDown();
        }
    }

    boolean await(Duration patience) throws InterruptedException {
        return missing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    long lastNanos() {
        return lastNanos.get();
    }

    /** How many calls are missing, and how many were one too many. */
    Map<String, Double> faults() {
        long repeated = 0;
        for (int i = 0; i < counts.length(); i++) {
            repeated += Math.max(0, counts.get(i) - 1);
        }
        return Map.of("missed", (double) missing.getCount(), "repeated", (double) repeated);
    }

    /** How late calls were, in milliseconds, and how many were early. */
    Map<String, Double> lateness() {
        var called = new long[counts.length() - (int) missing.getCount()];
        int size = 0;
        for (int i = 0; i < counts.length(); i++) {
            if (counts.get(i) > 0) {
                called[size++] = latenessMicros[i];
            }
        }
        var percentiles = new Percentiles(called);
        var lateness = new TreeMap<String, Double>();
        lateness.put("early", (double) percentiles.below(0));
        for (var percent : new int[] {50, 99, 100}) {
            lateness.put("p" + percent, percentiles.at(percent) / 1e3);
        }
        return lateness;
    }
}
