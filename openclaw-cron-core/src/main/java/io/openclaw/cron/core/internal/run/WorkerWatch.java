package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.Joining;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls more threads where tasks wait and those that are awake do not take them: then they block. Thread-safe. */
final class WorkerWatch {
    private static final Logger log = LoggerFactory.getLogger(WorkerWatch.class);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** After how many milliseconds even quick threads get help. */
    private static final int PATIENT_ROUNDS = 5;
    /** Threads that take so many tasks each within a millisecond do not wait for anything but processors, and more would be in their way. */
    private static final int QUICKEST = 20;

    private final TaskQueue tasks;
    private final WorkerThreads threads;
    private final Thread watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    /** Changed under the lock. */
    private volatile boolean watching;
    /** Guarded by the lock. */
    private boolean closed;

    WorkerWatch(TaskQueue tasks, WorkerThreads threads, String nodeName) {
        this.tasks = tasks;
        this.threads = threads;
        this.watcher = new NamedThreads("worker-watch", nodeName).newThread(this::watch);
    }

    /** Tasks wait. */
    void call() {
        if (watching || threads.allAwake()) {
            return;
        }
        lock.lock();
        try {
            if (closed || watching) {
                return;
            }
            if (watcher.isAlive()) {
                called.signal();
            } else {
                watcher.start();
            }
            watching = true;
        } catch (OutOfMemoryError none) {
            log.warn("There are no resources for the thread that calls more workers", none);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
        Joining.join(watcher);
    }

    private void watch() {
        var rounds = 0;
        while (awaitCall()) {
            rounds++;
            var before = tasks.taken();
            if (!awaitPatience()) {
                return;
            }
            var awake = threads.awake();
            var taken = tasks.taken() - before;
            if (taken < awake || (rounds % PATIENT_ROUNDS == 0 && taken < (long) QUICKEST * awake)) {
                threads.allowMore(awake);
                callWhileTasksWait(awake);
            }
        }
    }

    /** One by one: starting a thread takes its time, and meanwhile those that there are go on. */
    private void callWhileTasksWait(int most) {
        var left = most;
        while (left > 0 && !tasks.isEmpty() && threads.wake(1) == 0) {
            left--;
        }
    }

    /** Waits until tasks wait that no thread is free for; false when the pool is closed. */
    private boolean awaitCall() {
        lock.lock();
        try {
            while (!closed && !needed()) {
                called.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Says that nobody watches before it looks for tasks: who adds one looks for a watcher after that. */
    private boolean needed() {
        watching = false;
        watching = !tasks.isEmpty() && !threads.allAwake();
        return watching;
    }

    /** Gives the threads a little time; false when the pool is closed. */
    private boolean awaitPatience() {
        lock.lock();
        try {
            for (var left = PATIENCE_NANOS; left > 0 && !closed; ) {
                left = called.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException stray) {
            return true;
        } finally {
            lock.unlock();
        }
    }
}
