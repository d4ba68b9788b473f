package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.Guarded;
import io.openclaw.cron.core.internal.lifecycle.Joining;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
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
 * a millisecond for one of the threads there are. A watcher thread looks after that: if the threads are blocked, every waiting
 * task gets a new one; if they keep the processors busy, more of them would only be in each other's way, so that their number
 * is doubled now and then only (a thread that reads from a socket looks busy too).
 */
public final class WorkerPool implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** After how many millisecond rounds the number of busy threads is doubled. */
    private static final int BUSY_ROUNDS = 5;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int maxThreads;
    private final int baseThreads;
    private final NamedThreads names;
    private final Thread watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition starving = lock.newCondition();
    // All guarded by lock.
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Set<Thread> threads = new HashSet<>();
    private int idle;
    private boolean closed;

    /** A pool without threads. */
    public WorkerPool(int maxThreads, String nodeName) {
        this.maxThreads = maxThreads;
        this.baseThreads = Math.min(maxThreads, 2 * PROCESSORS);
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
            } else {
                starving.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more tasks, and waits for the threads to end; those that do not are left to their skills. */
    @Override
    public void close() {
        Set<Thread> alive;
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            starving.signalAll();
            alive = Set.copyOf(threads);
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
            new Guarded("worker", task).run();
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
            if (task == null) {
                threads.remove(Thread.currentThread());
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        lock.lock();
        try {
            var busyRounds = 0;
            while (!closed) {
                if (queue.isEmpty() || threads.size() >= maxThreads) {
                    busyRounds = 0;
                    starving.awaitUninterruptibly();
                    continue;
                }
                pause();
                if (runnableThreads() < PROCESSORS) {
                    addThreads(queue.size());
                } else if (++busyRounds % BUSY_ROUNDS == 0) {
                    addThreads(Math.min(queue.size(), threads.size()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long runnableThreads() {
        return threads.stream()
                .filter(thread -> thread.getState() == Thread.State.RUNNABLE)
                .count();
    }

    private void addThreads(int wanted) {
        var added = idle;
        while (added < wanted && threads.size() < maxThreads && addThread()) {
            added++;
        }
    }

    private void pause() {
        var left = PATIENCE_NANOS;
        while (left > 0 && !closed) {
            try {
                left = starving.awaitNanos(left);
            } catch (InterruptedException stray) {
                return;
            }
        }
    }
}
