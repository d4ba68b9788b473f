package io.openclaw.cron.core.internal.lifecycle;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventuallyWaits;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BriefLockTest {
    private static final int TIMES = 50_000;

    private final BriefLock lock = new BriefLock();
    private int count;

    @Test
    void oneThreadAtATimeHoldsIt() throws InterruptedException {
        var threads = Stream.generate(() -> new Thread(this::countUp)).limit(4).toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(count).isEqualTo(4 * TIMES);
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void whoeverFindsItTakenForLongerIsParkedUntilItIsFree() throws InterruptedException {
        var got = new CountDownLatch(1);
        lock.lock();
        var waiting = new Thread(() -> {
            lock.lock();
            got.countDown();
            lock.unlock();
        });
        waiting.start();
        eventuallyWaits(waiting);
        assertThat(lock.hasQueuedThreads()).isTrue();
        lock.unlock();
        got.await();
        waiting.join();
    }

    @Test
    void whoeverHoldsItMayTakeItAgain() {
        for (var unused : List.of(1, 2)) {
            lock.lock();
        }
        assertThat(lock.getHoldCount()).isEqualTo(2);
        lock.unlock();
        lock.unlock();
        assertThat(lock.isLocked()).isFalse();
    }

    private void countUp() {
        for (var i = 0; i < TIMES; i++) {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }
    }
}
