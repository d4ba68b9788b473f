package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link HeldExecutions} holds, for those who look and change nothing. Thread-safe: it looks under the same lock. */
final class HeldView {
    private final ReentrantLock lock;
    private final Condition changed;
    // All guarded by lock.
    private final Map<Held.Claim, Held> held;
    private final Reservations reserved;
    private final ReadyQueue ready;

    /**
     * Looks at what changes under a lock.
     *
     * @param changed signalled when something is no longer held, or its thread has ended
     */
    HeldView(
            ReentrantLock lock,
            Condition changed,
            Map<Held.Claim, Held> held,
            Reservations reserved,
            ReadyQueue ready) {
        this.lock = lock;
        this.changed = changed;
        this.held = held;
        this.reserved = reserved;
        this.ready = ready;
    }

    /** How many are in which state. */
    record Counts(int reserved, int ready, int roomNow) {}

    /** The instant of the reservation that comes first, or null. */
    @Nullable
    Instant nextReserved() {
        lock.lock();
        try {
            return reserved.first();
        } finally {
            lock.unlock();
        }
    }

    /** What waits for the instant that comes first. */
    List<Held> next() {
        lock.lock();
        try {
            return reserved.next();
        } finally {
            lock.unlock();
        }
    }

    /** Since when the one has waited for a permit that has waited longest, of those that other nodes may have. */
    OptionalLong longestReadyNanos() {
        lock.lock();
        try {
            return ready.longestReadyNanos();
        } finally {
            lock.unlock();
        }
    }

    /** All that waits for its instant or for a permit. */
    List<OwnedExecution> waiting() {
        lock.lock();
        try {
            return Stream.concat(reserved.stream(), ready.stream())
                    .map(Held::owned)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The runs of all that has a permit; the workers of some may have yet to begin. */
    List<ExecutionRun> permitted() {
        lock.lock();
        try {
            return held.values().stream()
                    .filter(one -> one.state == Held.State.RUNNING)
                    .map(one -> one.run)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    boolean holds(Held.Claim claim) {
        lock.lock();
        try {
            return held.containsKey(claim);
        } finally {
            lock.unlock();
        }
    }

    Counts counts() {
        lock.lock();
        try {
            return new Counts(reserved.size(), ready.size(), ready.room());
        } finally {
            lock.unlock();
        }
    }

    /** Waits while what has come due just now goes on getting permits, until a limit after its instant. */
    void awaitStarts(long nanoTime, Duration limit) {
        lock.lock();
        try {
            ready.awaitStarts(nanoTime, limit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is held that fits. */
    boolean none(Predicate<Held> which) {
        lock.lock();
        try {
            return held.values().stream().noneMatch(which);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is held that fits; tells whether that came about in time. */
    boolean awaitNone(Predicate<Held> which, Duration limit) throws InterruptedException {
        var left = limit.toNanos();
        lock.lock();
        try {
            while (held.values().stream().anyMatch(which)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
