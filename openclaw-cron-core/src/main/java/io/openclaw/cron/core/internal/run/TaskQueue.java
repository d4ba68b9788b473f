package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for a thread. Adding and taking need no lock. Thread-safe. */
final class TaskQueue {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final LongAdder taken = new LongAdder();
    private final AtomicInteger waiters = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    void addAll(Collection<? extends Runnable> added) {
        tasks.addAll(added);
    }

    /** The task that has waited longest, or null. */
    @Nullable
    Runnable poll() {
        var task = tasks.poll();
        if (task != null) {
            taken.increment();
            tellIfEmpty();
        }
        return task;
    }

    /** Takes a task back; false if somebody else has taken it. */
    boolean remove(Runnable task) {
        var removed = tasks.remove(task);
        tellIfEmpty();
        return removed;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** How many have been taken so far. */
    long taken() {
        return taken.sum();
    }

    /** Waits until there are none, but no longer than a limit. */
    void awaitEmpty(Duration limit) {
        var left = limit.toNanos();
        lock.lock();
        // Counted before it looks: whoever takes the last task looks for waiters after that.
        waiters.incrementAndGet();
        try {
            while (!tasks.isEmpty() && left > 0) {
                left = empty.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
    }

    private void tellIfEmpty() {
        if (waiters.get() > 0 && tasks.isEmpty()) {
            lock.lock();
            try {
                empty.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
