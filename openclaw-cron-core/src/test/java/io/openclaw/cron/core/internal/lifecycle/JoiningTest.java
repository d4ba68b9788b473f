package io.openclaw.cron.core.internal.lifecycle;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JoiningTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final Thread worker = new NamedThreads("test", "mynode").newThread(this::work);

    @Test
    void whoJoinsWaitsForTheThreadToEndByItself() {
        worker.start();
        var joiner = start(() -> Joining.join(worker));
        release.countDown();
        eventually().until(() -> !joiner.isAlive());
        assertThat(worker.isAlive()).isFalse();
        assertThat(interrupted).isFalse();
    }

    @Test
    void whoIsInterruptedWhileJoiningInterruptsTheThreadAndKeepsTheFlag() {
        worker.start();
        var kept = new AtomicBoolean();
        var joiner = start(() -> {
            Joining.join(worker);
            kept.set(Thread.currentThread().isInterrupted());
        });
        joiner.interrupt();
        eventually().until(() -> !joiner.isAlive() && !worker.isAlive());
        assertThat(interrupted).isTrue();
        assertThat(kept).isTrue();
    }

    @Test
    void whoIsInterruptedWhileJoiningManyGoesOnAtOnceAndKeepsTheFlag() {
        worker.start();
        var kept = new AtomicBoolean();
        var joiner = start(() -> {
            Joining.joinAll(List.of(worker));
            kept.set(Thread.currentThread().isInterrupted());
        });
        joiner.interrupt();
        eventually().until(() -> !joiner.isAlive());
        assertThat(worker.isAlive()).isTrue();
        assertThat(kept).isTrue();
        release.countDown();
    }

    @Test
    void whoIsInterruptedWhileJoiningAnExecutorKeepsTheFlag() {
        var executor = Executors.newSingleThreadExecutor();
        executor.execute(this::work);
        executor.shutdown();
        var kept = new AtomicBoolean();
        var joiner = start(() -> {
            Joining.join(executor, "test");
            kept.set(Thread.currentThread().isInterrupted());
        });
        joiner.interrupt();
        eventually().until(() -> !joiner.isAlive());
        assertThat(kept).isTrue();
        release.countDown();
    }

    @Test
    void aThreadDoesNotWaitForItself() {
        Joining.join(Thread.currentThread());
        Joining.joinAll(List.of(Thread.currentThread()));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aThreadThatNeverStartedIsNotWaitedFor() {
        Joining.join(worker);
        Joining.joinAll(List.of(worker));
        assertThat(worker.getState()).isEqualTo(Thread.State.NEW);
    }

    private static Thread start(Runnable task) {
        var thread = new Thread(task);
        thread.start();
        eventually().until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
        return thread;
    }

    private void work() {
        try {
            release.await();
        } catch (InterruptedException stop) {
            interrupted.set(true);
        }
    }
}
