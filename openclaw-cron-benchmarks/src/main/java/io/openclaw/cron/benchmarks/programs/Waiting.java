package io.openclaw.cron.benchmarks.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. */
final class Waiting {
    private Waiting() {}

    static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Until then, or not at all if that is over. */
    static void until(Instant moment) throws InterruptedException {
        pass(Duration.between(Instant.now(), moment));
    }
}
