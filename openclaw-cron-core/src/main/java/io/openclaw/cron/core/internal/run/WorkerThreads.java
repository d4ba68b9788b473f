package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.BriefLock;
import io.openclaw.cron.core.internal.lifecycle.Guarded;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a {@link WorkerPool}: which of them are awake, and how many may be. Thread-safe.
 *
 * <p>Whoever goes to sleep says so and then looks for a task once more; whoever adds a task then looks how many are awake. So one of
 * the two sees the other, without a lock between them.
 */
final class WorkerThreads {
    private static final Logger log = LoggerFactory.getLogger(WorkerThreads.class);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final TaskQueue tasks;
    private final int max;
    private final int base;
    private final NamedThreads names;
    private final ReentrantLock lock = new BriefLock();
    /** Changed under the lock. */
    private final AtomicInteger awake = new AtomicInteger();
    /** How many may be awake without being asked for: as many as block, as far as is known, and a few more. Changed under the lock. */
    private volatile int allowed;
    // Guarded by the lock.
    private final Set<Thread> threads = new HashSet<>();
    /** The one that has worked last comes first: those that nobody needs any more are never woken, and end. */
    private final ArrayDeque<Worker> asleep = new ArrayDeque<>();

    /** What the leader shall do, which is the one of those asleep that will be woken last. */
    private @Nullable Alarm alarm;

    private boolean closed;

    /** No threads yet; a few are allowed. */
    WorkerThreads(TaskQueue tasks, int max, String nodeName) {
        this.tasks = tasks;
        this.max = max;
        this.base = Math.min(max, Runtime.getRuntime().availableProcessors());
        this.allowed = base;
        this.names = new NamedThreads("worker", nodeName);
    }

    /** What to do at a moment of {@link System#nanoTime}. */
    private record Alarm(long nanoTime, Runnable task) {
        long nanosLeft() {
            return nanoTime - System.nanoTime();
        }
    }

    int awake() {
        return awake.get();
    }

    boolean allAwake() {
        return awake.get() >= max;
    }

    /** Whether there is no thread at all. */
    boolean none() {
        lock.lock();
        try {
            return threads.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes or starts threads, no more than are allowed; returns how many it could not. */
    int wake(int wanted) {
        if (wanted == 0 || awake.get() >= allowed) {
            return wanted;
        }
        lock.lock();
        try {
            var left = wanted;
            while (left > 0 && awake.get() < allowed && wakeOrStart()) {
                left--;
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Allows so many more than are awake. */
    void allowMore(int more) {
        lock.lock();
        try {
            allowed = Math.min(max, Math.max(allowed, awake.get() + more));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has a thread that is asleep then run a task at a moment, in place of the one that it was to run before.
     *
     * @return whether one waits for it; it may be called away
     */
    boolean runAt(long nanoTime, Runnable task) {
        lock.lock();
        try {
            alarm = new Alarm(nanoTime, task);
            signalLeader();
            return !asleep.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Has it look for the alarm that it shall wait for. */
    private void signalLeader() {
        if (!asleep.isEmpty()) {
            asleep.getLast().woken.signal();
        }
    }

    /** From now on they end when there are no tasks; returns those that have not ended. */
    List<Thread> close() {
        lock.lock();
        try {
            closed = true;
            while (!asleep.isEmpty()) {
                asleep.pop().wake();
            }
            return List.copyOf(threads);
        } finally {
            lock.unlock();
        }
    }

    private boolean wakeOrStart() {
        if (closed) {
            return false;
        }
        if (!asleep.isEmpty()) {
            asleep.pop().wake();
            return true;
        }
        return threads.size() < max && start();
    }

    /** Tells whether there are the resources for it; otherwise those that there are must do. */
    private boolean start() {
        var thread = names.newThread(new Worker());
        try {
            thread.start();
        } catch (OutOfMemoryError none) {
            log.warn("There are no resources for worker thread {}", threads.size() + 1, none);
            return false;
        }
        awake.incrementAndGet();
        return threads.add(thread);
    }

    /** What one thread does. */
    private final class Worker implements Runnable {
        private final Condition woken = lock.newCondition();
        /** Guarded by the lock. */
        private boolean sleeping;

        @Override
        public void run() {
            for (var task = next(); task != null; task = next()) {
                Guarded.run("worker", task);
                // What one task leaves behind must not end the next.
                Thread.interrupted();
            }
        }

        /** Waits for a task; null when this thread shall end. */
        private @Nullable Runnable next() {
            var next = tasks.poll();
            return next == null ? awaitNext() : next;
        }

        private @Nullable Runnable awaitNext() {
            lock.lock();
            try {
                while (true) {
                    awake.decrementAndGet();
                    var task = tasks.poll();
                    if (task != null) {
                        awake.incrementAndGet();
                        return task;
                    }
                    if (closed || !sleep()) {
                        threads.remove(Thread.currentThread());
                        return null;
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        /** Sleeps until it is woken; false when it was not, and nobody needs it. */
        private boolean sleep() {
            // There are no tasks, so those that are awake may well block.
            allowed = Math.min(allowed, Math.min(max, awake.get() + base));
            sleeping = true;
            asleep.push(this);
            try {
                for (var left = IDLE_NANOS; sleeping && left > 0; ) {
                    var step = Math.min(left, nanosToAlarm());
                    left -= step - woken.awaitNanos(step);
                    wakeByAlarm();
                }
            } catch (InterruptedException stray) {
                // Only a skill that kept hold of this thread can have sent it. It ends like one that nobody needs.
                log.debug("A worker was interrupted that had no task");
            }
            if (!sleeping) {
                return true;
            }
            asleep.remove(this);
            signalLeader();
            return false;
        }

        private long nanosToAlarm() {
            return alarm != null && asleep.peekLast() == this ? alarm.nanosLeft() : Long.MAX_VALUE;
        }

        private void wakeByAlarm() {
            if (alarm != null && nanosToAlarm() <= 0) {
                tasks.addAll(List.of(alarm.task));
                alarm = null;
                asleep.remove(this);
                wake();
            }
        }

        /** Called under the lock, by whoever has taken it from those that are asleep. */
        void wake() {
            sleeping = false;
            awake.incrementAndGet();
            woken.signal();
        }
    }
}
