package io.openclaw.cron.benchmarks.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. */
final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Until then, or not at all if that is over. */
    static void until(Instant moment) throws InterruptedException {
        pass(Duration.between(Instant.now(), moment));
    }

    /** Until that is so, looked at again and again, or until patience ends. */
    static void until(Callable<Boolean> condition, Duration patience) throws Exception {
        var start = System.nanoTime();
        while (!condition.call() && System.nanoTime() - start < patience.toNanos()) {
            pass(STEP);
        }
    }
}
