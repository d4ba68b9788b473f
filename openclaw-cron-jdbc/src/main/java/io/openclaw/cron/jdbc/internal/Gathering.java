package io.openclaw.cron.jdbc.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What several threads want done at the same time, done together by one of them. What comes while some is being done gathers, and those for
 * whom that is done may come back with more: as many as were there the last time are waited for, for a moment, before the next is begun.
 * A thread that comes by itself waits for nobody. Where a full load has gathered, a second one is begun beside the first. Thread-safe.
 *
 * <p>PostgreSQL gathers transactions for its log in the same way ({@code commit_delay}, {@code commit_siblings}).
 *
 * @param <T> what is to be done
 * @param <R> what comes of it
 */
final class Gathering<T, R> {
    private static final int FULL_LOADS_AT_ONCE = 2;

    private final int most;
    private final long patienceNanos;
    private final Function<List<T>, List<R>> work;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock. */
    private final Queue<Part<T, R>> waiting = new ArrayDeque<>();
    /** How many threads have some done; guarded by lock. */
    private int underWay;
    /** How many came at the same time; guarded by lock. */
    private int company = 1;

    /**
     * A gathering of nothing.
     *
     * @param most how many are done together at the most
     * @param patience how long those are waited for who may come, at the most
     * @param work does them; returns what came of each, in the same order, or fails for all of them
     */
    Gathering(int most, Duration patience, Function<List<T>, List<R>> work) {
        this.most = most;
        this.patienceNanos = patience.toNanos();
        this.work = work;
    }

    /**
     * What a thread has brought.
     *
     * @param told released when there is an outcome, and before, if its thread is to see that it and what else waits is done
     */
    private record Part<T, R>(T item, Semaphore told, CompletableFuture<R> outcome) {}

    /** Has it done and returns what came of it, or throws what the work has thrown. Not interruptible, as the work is not. */
    R with(T item) {
        var mine = new Part<T, R>(item, new Semaphore(0), new CompletableFuture<>());
        var parts = join(mine);
        while (parts.isEmpty() && !mine.outcome.isDone()) {
            mine.told.acquireUninterruptibly();
            parts = mine.outcome.isDone() ? List.of() : awaitCompany(mine);
        }
        if (!parts.isEmpty()) {
            haveDone(parts);
        }
        return outcome(mine);
    }

    /** Adds a part, and takes all that wait if it was the last one that was missing. */
    private List<Part<T, R>> join(Part<T, R> part) {
        lock.lock();
        try {
            waiting.add(part);
            if (isComplete()) {
                return take();
            }
            if (underWay == 0 && waiting.size() == 1) {
                part.told.release();
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nobody else to wait for; guarded by lock. */
    private boolean isComplete() {
        return underWay == 0
                ? waiting.size() >= Math.min(company, most)
                : underWay < FULL_LOADS_AT_ONCE && waiting.size() >= most;
    }

    /** Those that are next to be done together; guarded by lock. */
    private List<Part<T, R>> take() {
        underWay++;
        var parts = new ArrayList<Part<T, R>>();
        while (parts.size() < most && !waiting.isEmpty()) {
            parts.add(waiting.remove());
        }
        return parts;
    }

    /** Takes all that wait when they are as many as may come, or do not come in time; nothing if another thread has this part done. */
    private List<Part<T, R>> awaitCompany(Part<T, R> mine) {
        var complete = take(mine, false);
        if (complete.isEmpty()) {
            awaitPatiently(mine);
            return take(mine, true);
        }
        return complete;
    }

    private List<Part<T, R>> take(Part<T, R> mine, boolean incomplete) {
        lock.lock();
        try {
            return (incomplete || isComplete()) && waiting.contains(mine) ? take() : List.of();
        } finally {
            lock.unlock();
        }
    }

    private void awaitPatiently(Part<T, R> mine) {
        try {
            if (mine.told.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS)) {
                mine.told.release();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    /** Others depend on it, so that an interruption of this thread has to wait. */
    private void haveDone(List<Part<T, R>> parts) {
        var interrupted = Thread.interrupted();
        try {
            var outcomes = work.apply(parts.stream().map(Part::item).toList());
            for (var i = 0; i < parts.size(); i++) {
                parts.get(i).outcome.complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error failure) {
            parts.forEach(part -> part.outcome.completeExceptionally(failure));
        }
        end(parts);
        parts.forEach(part -> part.told.release());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before any thread is told: whoever comes back with more is to find that no more is under way. */
    private void end(List<Part<T, R>> parts) {
        lock.lock();
        try {
            underWay--;
            company = parts.size() + waiting.size();
            var next = waiting.peek();
            if (next != null && (underWay == 0 || isComplete())) {
                next.told.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private static <T, R> R outcome(Part<T, R> part) {
        try {
            return part.outcome.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.getCause();
        }
    }
}
