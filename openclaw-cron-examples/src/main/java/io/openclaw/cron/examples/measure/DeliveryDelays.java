package io.openclaw.cron.examples.measure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long each event took to each client that should hear of it. Thread-safe. */
final class DeliveryDelays {
    private final int clients;
    private final AtomicLongArray begun;
    private final AtomicIntegerArray arrivals;
    private final AtomicLongArray delays;
    private final AtomicInteger missing;
    private final CountDownLatch allBegun;
    private final CountDownLatch allArrived = new CountDownLatch(1);

    /**
     * Delays to be.
     *
     * @param events how many events there will be
     * @param clients how many clients hear of each
     */
    DeliveryDelays(int events, int clients) {
        this.clients = clients;
        this.begun = new AtomicLongArray(events);
        this.arrivals = new AtomicIntegerArray(events);
        this.delays = new AtomicLongArray(events * clients);
        this.missing = new AtomicInteger(events * clients);
        this.allBegun = new CountDownLatch(events);
    }

    void begin(int event) {
        begun.set(event, System.nanoTime());
        allBegun.countDown();
    }

    void arrived(int event) {
        var delay = System.nanoTime() - begun.get(event);
        delays.set(event * clients + arrivals.getAndIncrement(event), delay);
        if (missing.decrementAndGet() == 0) {
            allArrived.countDown();
        }
    }

    void awaitBegun() throws InterruptedException {
        allBegun.await();
    }

    /** Whether every event has come to every client within a time. */
    boolean awaitAll(Duration limit) throws InterruptedException {
        return allArrived.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The figures, without the first events. */
    String describe(int warmUp) {
        var sorted = new long[delays.length() - warmUp * clients];
        Arrays.setAll(sorted, at -> delays.get(warmUp * clients + at));
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%,d deliveries, %,d missing, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms",
                sorted.length,
                missing.get(),
                at(sorted, 500),
                at(sorted, 990),
                at(sorted, 999),
                at(sorted, 1_000));
    }

    private static double at(long[] sorted, int perMille) {
        var rank = ((long) perMille * sorted.length + 999) / 1_000;
        return sorted[(int) Math.max(0, rank - 1)] / 1e6;
    }
}
