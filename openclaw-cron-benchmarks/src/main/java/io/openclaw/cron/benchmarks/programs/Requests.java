package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests one after the other, each of which has to lead to one call. */
final class Requests implements Called {
    private static final long PATIENCE_SECONDS = 10;

    /** Between a call and the next request, so that requests come at any time of whatever the scheduler does by itself. */
    private static final int MOST_MILLIS_BETWEEN = 20;

    private final List<CompletableFuture<Long>> starts;
    private final AtomicLong repeated = new AtomicLong();
    private final Random random = new Random(42);

    /** Of as many in all. */
    Requests(int count) {
        this.starts = IntStream.range(0, count)
                .mapToObj(number -> new CompletableFuture<Long>())
                .toList();
    }

    /** Asks that one of the numbers be called. */
    @FunctionalInterface
    interface Request {
        void make(int number) throws Exception;
    }

    @Override
    public void called(int number, @Nullable Instant scheduled) {
        if (!starts.get(number).complete(System.nanoTime())) {
            repeated.incrementAndGet();
        }
    }

    /** Makes those of some numbers, each after the call of the one before it, and tells how long it took from request to call. */
    Percentiles make(int from, int until, Request request) throws Exception {
        var nanos = new long[until - from];
        for (int number = from; number < until; number++) {
            Waiting.pass(Duration.ofMillis(1 + random.nextInt(MOST_MILLIS_BETWEEN)));
            var start = System.nanoTime();
            request.make(number);
            nanos[number - from] = calledNanos(number) - start;
        }
        return new Percentiles(nanos);
    }

    private long calledNanos(int number) throws InterruptedException, ExecutionException {
        try {
            return starts.get(number).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException missed) {
            // The run counts as failed, however late the call may be.
            starts.get(number).cancel(false);
            return System.nanoTime();
        }
    }

    /** How many calls are missing, and how many were one too many. */
    Map<String, Double> faults() {
        var missed = starts.stream()
                .filter(start -> !start.isDone() || start.isCancelled())
                .count();
        return Map.of("missed", (double) missed, "repeated", (double) repeated.get());
    }
}
