package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.Joining;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads for skills: few while skills are short, as many as allowed while they block.
 *
 * <p>A pool that gives every task a thread of its own, as {@link java.util.concurrent.ThreadPoolExecutor} does until it has
 * reached its size, spends more on waking threads than on running a burst of a thousand short skills. Here few threads are awake,
 * and a task waits up to a millisecond for one of them. A watcher looks after that: after each millisecond in which the threads
 * have taken fewer tasks than they are themselves, and after one in five unless each of them takes twenty, it doubles their number
 * while tasks wait. So threads that block get company within milliseconds, and threads that are quick are left alone.
 */
public final class WorkerPool implements Workers, AutoCloseable {
    private final TaskQueue tasks = new TaskQueue();
    private final WorkerThreads threads;
    private final WorkerWatch watch;
    private volatile boolean closed;

    /** A pool without threads. */
    public WorkerPool(int maxThreads, String nodeName) {
        this.threads = new WorkerThreads(tasks, maxThreads, nodeName);
        this.watch = new WorkerWatch(tasks, threads, nodeName);
    }

    @Override
    public void execute(Runnable task) {
        if (!handOver(List.of(task), 1).isEmpty()) {
            throw refusal();
        }
    }

    /** Hands all over before it wakes a thread: one that wakes may take the processor from whoever has woken it. */
    @Override
    public void executeAll(List<? extends Task> added) {
        tellRefused(handOver(added, added.size()));
    }

    /** Leaves one to the thread that calls this; it takes what has waited longest. */
    @Override
    public void executeLast(List<? extends Task> added) {
        tellRefused(handOver(added, added.size() - 1));
    }

    @Override
    public boolean runAt(long nanoTime, Runnable task) {
        return threads.runAt(nanoTime, task);
    }

    @Override
    public void awaitTaken(Duration limit) {
        tasks.awaitEmpty(limit);
    }

    /** Takes no more tasks, and waits for the threads to end; those that do not are left to their skills. */
    @Override
    public void close() {
        closed = true;
        Joining.joinAll(threads.close());
        watch.close();
    }

    /** Returns those that nobody will run. */
    private <T extends Runnable> List<T> handOver(List<T> added, int threadsWanted) {
        tasks.addAll(added);
        var left = threads.wake(threadsWanted);
        if (closed || (threads.awake() == 0 && threads.none())) {
            // Looked at after they were added: a thread that takes one nevertheless will run it.
            return added.stream().filter(tasks::remove).toList();
        }
        if (left > 0) {
            watch.call();
        }
        return List.of();
    }

    private void tellRefused(List<? extends Task> refused) {
        for (var task : refused) {
            task.refused(refusal());
        }
    }

    private RejectedExecutionException refusal() {
        return new RejectedExecutionException(
                closed ? "The worker pool has stopped" : "There are no resources for a thread");
    }
}
