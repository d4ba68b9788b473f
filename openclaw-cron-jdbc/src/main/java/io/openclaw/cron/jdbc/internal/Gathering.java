package io.openclaw.cron.jdbc.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What several threads want done at the same time, done together. The first ones have their own done at once; what others bring
 * meanwhile gathers, and one of these then has all of it done. So nobody waits for company, and nobody works for others more than once.
 * Thread-safe.
 *
 * @param <T> what is to be done
 * @param <R> what comes of it
 */
final class Gathering<T, R> {
    private final int atOnce;
    private final int most;
    private final Function<List<T>, List<R>> work;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock. */
    private final Queue<Part<T, R>> waiting = new ArrayDeque<>();
    /** How many threads have some done, or have been told to; guarded by lock. */
    private int underWay;

    /**
     * A gathering of nothing.
     *
     * @param atOnce how many threads may have some done at the same time; what others bring gathers
     * @param most how many are done together at the most
     * @param work does them; returns what came of each, in the same order, or fails for all of them
     */
    Gathering(int atOnce, int most, Function<List<T>, List<R>> work) {
        this.atOnce = atOnce;
        this.most = most;
        this.work = work;
    }

    /**
     * What a thread has brought.
     *
     * @param outcome what came of it; empty if its thread is to have done what has gathered
     */
    private record Part<T, R>(T item, CompletableFuture<Optional<R>> outcome) {}

    /** Has it done and returns what came of it, or throws what the work has thrown. Not interruptible, as the work is not. */
    R with(T item) {
        var mine = new Part<T, R>(item, new CompletableFuture<>());
        var outcome = joins(mine) ? await(mine) : Optional.<R>empty();
        return outcome.isPresent() ? outcome.get() : haveDone(gathered(mine));
    }

    /** Whether it waits for its turn; otherwise it is one of the first. */
    private boolean joins(Part<T, R> part) {
        lock.lock();
        try {
            if (underWay < atOnce) {
                underWay++;
                return false;
            }
            waiting.add(part);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static <T, R> Optional<R> await(Part<T, R> part) {
        try {
            return part.outcome.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.getCause();
        }
    }

    /** One's own, and what waits. */
    private List<Part<T, R>> gathered(Part<T, R> mine) {
        var parts = new ArrayList<Part<T, R>>();
        parts.add(mine);
        lock.lock();
        try {
            while (parts.size() < most && !waiting.isEmpty()) {
                parts.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return parts;
    }

    private R haveDone(List<Part<T, R>> parts) {
        List<R> outcomes;
        try {
            outcomes = work.apply(parts.stream().map(Part::item).toList());
        } catch (RuntimeException | Error failure) {
            handOn();
            parts.forEach(part -> part.outcome.completeExceptionally(failure));
            throw failure;
        }
        // First, so that the next ones are on their way while these are told.
        handOn();
        for (var i = 1; i < outcomes.size(); i++) {
            parts.get(i).outcome.complete(Optional.of(outcomes.get(i)));
        }
        return outcomes.get(0);
    }

    /** Tells the thread that has waited longest to go on. */
    private void handOn() {
        lock.lock();
        try {
            var next = waiting.poll();
            if (next == null) {
                underWay--;
            } else {
                next.outcome.complete(Optional.empty());
            }
        } finally {
            lock.unlock();
        }
    }
}
