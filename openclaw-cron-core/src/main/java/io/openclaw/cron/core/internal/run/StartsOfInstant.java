package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How far the starts of an instant have got, for those who let them go first. With few permits a thousand short skills start one after
 * the other, and hardly ever one of them waits for a thread: they wait for permits. Guarded by the lock of {@link HeldExecutions}.
 */
final class StartsOfInstant {
    /** What is later than that was claimed late, and is of no instant that is just being started. */
    private static final Duration ON_TIME = Duration.ofMillis(25);
    /** Where no start gets a permit for as long, skills take their time, and nobody waits for them. */
    private static final long LONGEST_GAP_NANOS = Duration.ofMillis(5).toNanos();

    private final Condition none;
    /** When something came due on time for the last time, in elapsed nanoseconds. */
    private OptionalLong since = OptionalLong.empty();

    private long permitted;

    StartsOfInstant(ReentrantLock lock) {
        this.none = lock.newCondition();
    }

    /** Something waits for a permit now, so much later than it should start. */
    void due(Duration late, long nanoTime) {
        if (late.compareTo(ON_TIME) < 0) {
            since = OptionalLong.of(nanoTime);
        }
    }

    /** So many have got a permit; tells whether none waits any more. */
    void permitted(int count, boolean noneLeft) {
        permitted += count;
        if (noneLeft) {
            none.signalAll();
        }
    }

    /** Waits while some wait for permits and get them, until a limit after their instant. */
    void await(long nanoTime, Duration limit, BooleanSupplier someLeft) throws InterruptedException {
        var left = since.isEmpty() ? 0 : limit.toNanos() - (nanoTime - since.getAsLong());
        var before = permitted - 1;
        while (left > 0 && someLeft.getAsBoolean() && permitted != before) {
            before = permitted;
            var step = Math.min(left, LONGEST_GAP_NANOS);
            left -= step - none.awaitNanos(step);
        }
    }
}
