package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
    private static final int MAX = 200;
    private static final int FEW = Runtime.getRuntime().availableProcessors();

    private final String nodeName = UUID.randomUUID().toString();
    private final TaskQueue tasks = new TaskQueue();
    private final WorkerThreads threads = new WorkerThreads(tasks, MAX, nodeName);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        for (var thread : threads.close()) {
            thread.join();
        }
        assertThat(threads.none()).isTrue();
    }

    @Test
    void noMoreThanAFewAreWokenUnasked() {
        block(FEW + 1);
        assertThat(threads.wake(FEW + 1)).isEqualTo(1);
        assertThat(threads.wake(1)).isEqualTo(1);
        assertThat(threads.awake()).isEqualTo(FEW);
    }

    @Test
    void asManyMoreAreWokenAsAreAllowed() {
        block(FEW + 10);
        threads.wake(FEW);
        threads.allowMore(10);
        assertThat(threads.wake(11)).isEqualTo(1);
        assertThat(threads.awake()).isEqualTo(FEW + 10);
    }

    @Test
    void noMoreThanTheMaximumAreEverAllowed() {
        block(MAX + 1);
        threads.wake(1);
        threads.allowMore(10 * MAX);
        threads.wake(MAX + 1);
        assertThat(threads.awake()).isEqualTo(MAX);
        assertThat(threads.allAwake()).isTrue();
    }

    @Test
    void whereManyBlockAFewMoreAreWokenUnasked() {
        var many = 10 * FEW;
        threads.allowMore(2 * many);
        block(many);
        threads.wake(many + 1);
        eventually().until(() -> asleep() == 1);
        block(FEW + 1);
        assertThat(threads.wake(FEW + 1)).isEqualTo(1);
    }

    @Test
    void whatWasAllowedIsForgottenWhenNobodyNeedsIt() {
        threads.allowMore(10 * FEW);
        threads.wake(10 * FEW);
        eventually().until(() -> asleep() == 10 * FEW);
        block(10 * FEW);
        assertThat(threads.wake(10 * FEW)).isEqualTo(9 * FEW);
    }

    @Test
    void aClosedOneWakesNone() {
        threads.close();
        assertThat(threads.wake(1)).isEqualTo(1);
        assertThat(threads.none()).isTrue();
    }

    /** By their own state: one that is not awake any more may still find a task. Those that block wait without a limit. */
    private long asleep() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith(nodeName))
                .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                .count();
    }

    private void block(int count) {
        List<Runnable> blocking = Collections.nCopies(count, () -> {
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        tasks.addAll(blocking);
    }
}
