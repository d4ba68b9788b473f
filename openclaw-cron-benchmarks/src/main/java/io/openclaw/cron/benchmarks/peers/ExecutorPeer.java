package io.openclaw.cron.benchmarks.peers;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the JDK has: the least lateness that anything in memory can have. */
final class ExecutorPeer implements Peer {
    private final ScheduledThreadPoolExecutor executor;
    private final Called called;
    private final List<Future<?>> tasks = new ArrayList<>();

    ExecutorPeer(int workers, Called called) {
        this.executor = new ScheduledThreadPoolExecutor(workers);
        this.called = called;
    }

    @Override
    public void create(List<Work> work) {
        for (var one : work) {
            var next = new AtomicLong(one.due().getEpochSecond());
            Runnable task = () -> called.called(one.number(), Instant.ofEpochSecond(next.getAndIncrement()));
            var delay = Duration.between(Instant.now(), one.due()).toNanos();
            if (one.cron().startsWith("*")) {
                tasks.add(executor.scheduleAtFixedRate(
                        task, delay, ChronoUnit.SECONDS.getDuration().toNanos(), TimeUnit.NANOSECONDS));
            } else {
                tasks.add(executor.schedule(task, delay, TimeUnit.NANOSECONDS));
            }
        }
    }

    @Override
    public void start() {}

    @Override
    public long left() {
        return executor.getActiveCount();
    }

    @Override
    public void close() throws InterruptedException {
        executor.shutdownNow();
        executor.awaitTermination(1, TimeUnit.MINUTES);
    }
}
