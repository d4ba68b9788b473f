package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.Guarded;
import io.openclaw.cron.core.internal.lifecycle.Joining;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for skills: few while skills are short, as many as allowed while they block.
 *
 * <p>A pool that gives every task a thread of its own, as {@link java.util.concurrent.ThreadPoolExecutor} does until it has
 * reached its size, spends more on waking threads than on running a burst of a thousand short skills. Here a task waits up to
 * a millisecond for one of the threads there are. A watcher looks after that: after each millisecond in which the threads have
 * taken fewer tasks than they are themselves, and after one in five in any case, it doubles their number while tasks wait. So
 * threads that block get company within milliseconds, and threads that are quick are left alone.
 */
public final class WorkerPool implements Workers, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** After how many milliseconds even quick threads get help. */
    private static final int PATIENT_ROUNDS = 5;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int maxThreads;
    private final int baseThreads;
    private final NamedThreads names;
    private final Thread watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition starving = lock.newCondition();
    private final Condition taken = lock.newCondition();
    // All guarded by lock.
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Set<Thread> threads = new HashSet<>();
    private int idle;
    private int takenLately;
    private boolean watching;
    private boolean closed;

    /** A pool without threads. */
    public WorkerPool(int maxThreads, String nodeName) {
        this.maxThreads = maxThreads;
        this.baseThreads = Math.min(maxThreads, 2 * Runtime.getRuntime().availableProcessors());
        this.names = new NamedThreads("worker", nodeName);
        this.watcher = new NamedThreads("worker-watch", nodeName).newThread(this::watch);
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("The worker pool has stopped");
            }
            if (!watcher.isAlive()) {
                watcher.start();
            }
            queue.add(task);
            if (idle >= queue.size()) {
                work.signal();
            } else if (threads.size() < baseThreads) {
                addThreadFor(task);
            } else if (!watching) {
                watching = true;
                starving.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitTaken(Duration limit) {
        var left = limit.toNanos();
        lock.lock();
        try {
            while (!queue.isEmpty() && left > 0) {
                left = taken.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more tasks, and waits for the threads to end; those that do not are left to their skills. */
    @Override
    public void close() {
        List<Thread> alive;
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            starving.signalAll();
            alive = List.copyOf(threads);
        } finally {
            lock.unlock();
        }
        Joining.joinAll(alive);
        Joining.join(watcher);
    }

    private void addThreadFor(Runnable task) {
        if (!addThread() && threads.isEmpty()) {
            queue.remove(task);
            throw new RejectedExecutionException("There are no resources for a thread");
        }
    }

    /** Tells whether there are the resources for it; otherwise those that there are must do. */
    private boolean addThread() {
        var thread = names.newThread(this::serve);
        try {
            thread.start();
        } catch (OutOfMemoryError none) {
            log.warn("There are no resources for worker thread {}", threads.size() + 1, none);
            return false;
        }
        // It looks for work under the lock that is held here.
        return threads.add(thread);
    }

    private void serve() {
        for (var task = next(); task != null; task = next()) {
            Guarded.run("worker", task);
            // What one task leaves behind must not end the next.
            Thread.interrupted();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            var patience = IDLE_NANOS;
            while (queue.isEmpty() && !closed && patience > 0) {
                idle++;
                try {
                    patience = work.awaitNanos(patience);
                } catch (InterruptedException stray) {
                    // Only a skill that kept hold of this thread can have sent it. It ends like one that nobody needs.
                    patience = 0;
                } finally {
                    idle--;
                }
            }
            var task = queue.poll();
            if (queue.isEmpty()) {
                taken.signalAll();
            }
            if (task == null) {
                threads.remove(Thread.currentThread());
            } else {
                takenLately++;
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        var rounds = 0;
        while (awaitStarving()) {
            rounds++;
            for (var wanted = wanted(rounds); wanted > 0 && addThreadIfStarving(); wanted--) {
                // One by one, for starting a thread takes its time, and the others need the lock.
            }
        }
    }

    /** Waits until tasks wait that no thread is free for, and then for the patience; false when the pool is closed. */
    private boolean awaitStarving() {
        lock.lock();
        try {
            while (!closed && (queue.isEmpty() || threads.size() >= maxThreads)) {
                watching = false;
                starving.awaitUninterruptibly();
            }
            watching = true;
            takenLately = 0;
            for (var left = PATIENCE_NANOS; left > 0 && !closed; ) {
                left = starving.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException stray) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int wanted(int rounds) {
        lock.lock();
        try {
            return takenLately < threads.size() || rounds % PATIENT_ROUNDS == 0 ? threads.size() : 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean addThreadIfStarving() {
        lock.lock();
        try {
            return queue.size() > idle && threads.size() < maxThreads && !closed && addThread();
        } finally {
            lock.unlock();
        }
    }
}
