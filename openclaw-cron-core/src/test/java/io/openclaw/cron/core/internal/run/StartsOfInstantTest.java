package io.openclaw.cron.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class StartsOfInstantTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration ON_TIME = Duration.ofMillis(24);

    private final ReentrantLock lock = new ReentrantLock();
    private final StartsOfInstant starts = new StartsOfInstant(lock);
    /** How often it was asked whether some are left. */
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void itWaitsWhilePermitsAreHandedOutAndSomeAreLeft() throws InterruptedException {
        starts.due(ON_TIME, 0);
        await(0, 4, true);
        assertThat(looks).hasValue(4);
    }

    @Test
    void itWaitsNoLongerWhereNoPermitIsHandedOut() throws InterruptedException {
        starts.due(ON_TIME, 0);
        await(0, Integer.MAX_VALUE, false);
        assertThat(looks).hasValueLessThan(3);
    }

    @Test
    void itDoesNotWaitWhereNoneIsLeft() throws InterruptedException {
        starts.due(ON_TIME, 0);
        await(0, 1, true);
        assertThat(looks).hasValue(1);
    }

    @Test
    void itDoesNotWaitForWhatWasClaimedLate() throws InterruptedException {
        starts.due(ON_TIME.plusMillis(1), 0);
        await(0, Integer.MAX_VALUE, true);
        assertThat(looks).hasValue(0);
    }

    @Test
    void itDoesNotWaitWhenTheInstantIsOver() throws InterruptedException {
        starts.due(ON_TIME, 0);
        await(LIMIT.toNanos(), Integer.MAX_VALUE, true);
        assertThat(looks).hasValue(0);
    }

    @Test
    void itDoesNotWaitBeforeAnythingWasDue() throws InterruptedException {
        await(0, Integer.MAX_VALUE, true);
        assertThat(looks).hasValue(0);
    }

    private void await(long nanoTime, int untilLook, boolean progress) throws InterruptedException {
        lock.lock();
        try {
            starts.await(nanoTime, LIMIT, () -> {
                starts.permitted(progress ? 1 : 0, false);
                return looks.incrementAndGet() < untilLook;
            });
        } finally {
            lock.unlock();
        }
    }
}
