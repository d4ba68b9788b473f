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

/**
 * Threads for skills: few while skills are short, as many as allowed while they block.
 *
 * <p>A pool that gives every task a thread of its own, as {@link java.util.concurrent.ThreadPoolExecutor} does until it has
 * reached its size, spends more on waking threads than on running a burst of a thousand short skills. Here a task waits up to
 * a millisecond for one of the threads there are. A watcher thread looks after that: if none of the tasks in front has moved,
 * all threads are blocked, and every waiting task gets a new one; if they move too slowly, the number of threads is doubled.
 */
public final class WorkerPool implements Executor, AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
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
    private long taken;
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
                addThread();
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

    private void addThread() {
        var thread = names.newThread(this::serve);
        threads.add(thread);
        thread.start();
    }

    private void serve() {
        for (var task = next(); task != null; task = next()) {
            new Guarded("worker", task).run();
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
            taken++;
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
            while (!closed) {
                if (queue.isEmpty() || threads.size() >= maxThreads) {
                    starving.awaitUninterruptibly();
                    continue;
                }
                var takenBefore = taken;
                pause();
                if (!queue.isEmpty()) {
                    addThreads(taken == takenBefore ? queue.size() : Math.min(queue.size(), threads.size()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void addThreads(int wanted) {
        for (var added = idle; added < wanted && threads.size() < maxThreads; added++) {
            addThread();
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
