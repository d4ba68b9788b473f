package io.openclaw.cron.examples.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One cell for each job and second: how often the skill was called for it, and how late the first time. Thread-safe. */
final class FireGrid {
    private final Instant firstFire;
    private final int jobs;
    private final int seconds;
    private final AtomicIntegerArray calls;
    private final AtomicLongArray latenessNanos;
    private final CountDownLatch cellsLeft;

    FireGrid(Instant firstFire, int jobs, int seconds) {
        this.firstFire = firstFire;
        this.jobs = jobs;
        this.seconds = seconds;
        calls = new AtomicIntegerArray(Math.multiplyExact(jobs, seconds));
        latenessNanos = new AtomicLongArray(calls.length());
        cellsLeft = new CountDownLatch(calls.length());
    }

    /** Takes note of a call. Fires outside the grid are none of its business. */
    void called(int job, Instant fire, Instant startedAt) {
        var second = Duration.between(firstFire, fire).toSeconds();
        if (fire.isBefore(firstFire) || second >= seconds) {
            return;
        }
        var cell = (int) second * jobs + job;
        if (calls.getAndIncrement(cell) == 0) {
            latenessNanos.set(cell, Duration.between(fire, startedAt).toNanos());
            cellsLeft.countDown();
        }
    }

    /** When the last of its fires is. */
    Instant lastFire() {
        return firstFire.plusSeconds(seconds - 1L);
    }

    /** Waits until each cell was called for, no longer than a time. */
    void awaitAllCalled(Duration atMost) throws InterruptedException {
        cellsLeft.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What happened in some of its seconds, from one to before another. */
    Lateness lateness(int fromSecond, int untilSecond) {
        var cells = IntStream.range(fromSecond * jobs, untilSecond * jobs);
        return Lateness.of(cells.mapToObj(cell -> new Lateness.Cell(calls.get(cell), latenessNanos.get(cell))));
    }

    /** The three seconds whose last call came latest: one pause of the machine or the collector makes one of them. */
    String worstSeconds(int fromSecond, int untilSecond) {
        return IntStream.range(fromSecond, untilSecond)
                .boxed()
                .sorted(Comparator.comparing((Integer second) -> -lastMillis(second)))
                .limit(3)
                .map(second ->
                        String.format(Locale.ROOT, "%s %.1f ms", firstFire.plusSeconds(second), lastMillis(second)))
                .collect(Collectors.joining(", "));
    }

    private double lastMillis(int second) {
        return lateness(second, second + 1).percentileMillis(1_000);
    }
}
