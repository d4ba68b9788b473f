package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this node owns, each execution in one state: reserved until its instant, ready until there is a permit, running until
 * its thread ends, ended until its outcome is recorded.
 *
 * <p>Thread-safe: one lock guards all, and is never held while foreign code runs.
 */
final class HeldExecutions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All guarded by lock.
    private final Permits permits;
    private final Map<Claim, Held> held = new HashMap<>();
    private final Reservations reserved = new Reservations();
    private final TreeSet<Held> ready = new TreeSet<>(Held.BY_PRIORITY);
    private final StartsOfInstant starting = new StartsOfInstant(lock);
    private long arrivals;

    HeldExecutions(Permits permits) {
        this.permits = permits;
    }

    /** By what an execution is held: it may be claimed again while the thread of its last attempt has yet to leave. */
    record Claim(UUID executionId, long fence) {
        static Claim of(CronExecution execution) {
            return new Claim(execution.executionId(), execution.fence());
        }
    }

    /** How many are in which state. */
    record Counts(int reserved, int ready, int roomNow) {}

    void reserve(Collection<JobExecution> claimed) {
        lock.lock();
        try {
            for (var work : claimed) {
                reserved.add(hold(work, false, Held.State.RESERVED));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Holds an execution whose insertion is under way. */
    void expect(JobExecution work) {
        lock.lock();
        try {
            hold(work, true, Held.State.INSERTING);
        } finally {
            lock.unlock();
        }
    }

    /** The insertion of an expected execution is committed. */
    void inserted(Claim claim) {
        lock.lock();
        try {
            var expected = held.get(claim);
            if (expected != null && expected.state == Held.State.INSERTING) {
                expected.state = Held.State.RESERVED;
                reserved.add(expected);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives permits to what is due, the highest priority first, and returns what shall start now. */
    List<Held> takeDue(Instant now, long nanoTime, boolean gateOpen) {
        lock.lock();
        try {
            var due = reserved.takeDue(now);
            if (due.isEmpty()) {
                return takePermits(gateOpen);
            }
            starting.due(Duration.between(due.get(due.size() - 1).startAt(), now), nanoTime);
            for (var one : due) {
                one.state = Held.State.READY;
                one.readyNanos = nanoTime;
            }
            if (ready.isEmpty() && gateOpen && permits.free() >= due.size()) {
                // Nearly always so, and then none of them has to be put in order with others.
                due.sort(Held.BY_PRIORITY);
                due.forEach(this::permit);
                starting.permitted(due.size(), true);
                return due;
            }
            ready.addAll(due);
            return takePermits(gateOpen);
        } finally {
            lock.unlock();
        }
    }

    /** Waits while what has come due just now goes on getting permits, until a limit after its instant. */
    void awaitStarts(long nanoTime, Duration limit) {
        lock.lock();
        try {
            starting.await(nanoTime, limit, () -> !ready.isEmpty());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

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

    /** Since when the one has waited for a permit that has waited longest, of those that other nodes may have. */
    OptionalLong longestReadyNanos() {
        lock.lock();
        try {
            return ready.stream()
                    .filter(one -> !one.onlyHere)
                    .mapToLong(one -> one.readyNanos)
                    .min();
        } finally {
            lock.unlock();
        }
    }

    /** The worker of an execution begins. */
    void started(Held starting, ExecutionRun run) {
        lock.lock();
        try {
            starting.started(run);
        } finally {
            lock.unlock();
        }
    }

    /** The worker of an execution has ended; returns what its permit goes to. */
    List<Held> ended(Held ending, boolean gateOpen) {
        lock.lock();
        try {
            ending.state = Held.State.ENDED;
            if (ending.recorded) {
                held.remove(ending.claim());
            }
            permits.giveBack();
            changed.signalAll();
            return takePermits(gateOpen);
        } finally {
            lock.unlock();
        }
    }

    /** No worker takes an execution. */
    void refused(Held refused) {
        lock.lock();
        try {
            held.remove(refused.claim());
            permits.giveBack();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The outcome of an execution is recorded, or refused for good. */
    void recorded(Claim claim) {
        lock.lock();
        try {
            var found = held.get(claim);
            if (found == null) {
                return;
            }
            // A runaway skill's outcome is recorded while its thread goes on; the permit stays taken until that ends.
            found.recorded = true;
            if (found.state == Held.State.ENDED) {
                held.remove(claim);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is held by these claims and has not started. */
    void drop(Collection<OwnedExecution> executions) {
        lock.lock();
        try {
            for (var execution : executions) {
                var found = held.get(new Claim(execution.executionId(), execution.fence()));
                if (found != null) {
                    dropUnlessStarted(found);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** All that waits for its instant or for a permit. */
    List<OwnedExecution> waiting() {
        lock.lock();
        try {
            return Stream.concat(reserved.stream(), ready.stream())
                    .map(one -> OwnedExecution.of(one.work.execution()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Drops all that has not started, and returns it. */
    List<OwnedExecution> dropWaiting() {
        lock.lock();
        try {
            var dropped = new ArrayList<OwnedExecution>();
            for (var one : List.copyOf(held.values())) {
                var waiting = one.state == Held.State.RESERVED || one.state == Held.State.READY;
                if (waiting && dropUnlessStarted(one)) {
                    dropped.add(OwnedExecution.of(one.work.execution()));
                }
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops what other nodes may have and has waited for a permit since a moment, and returns it; but only what has waited since an
     * earlier moment of that for which permits will soon be free, if skills go on ending as they have lately.
     */
    List<OwnedExecution> dropLate(long since, long sinceInAnyCase) {
        lock.lock();
        try {
            var soon = permits.endedLately();
            var dropped = new ArrayList<OwnedExecution>();
            for (var one : List.copyOf(ready)) {
                var latest = soon-- > 0 ? sinceInAnyCase : since;
                if (!one.onlyHere && one.readyNanos - latest <= 0 && dropUnlessStarted(one)) {
                    dropped.add(OwnedExecution.of(one.work.execution()));
                }
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what is held of an execution that has not started, and returns it; it stays held until its outcome is recorded. */
    List<Held> endWaiting(UUID executionId) {
        lock.lock();
        try {
            var ended = matching(claim -> claim.executionId().equals(executionId)).stream()
                    .filter(one -> reserved.remove(one) || ready.remove(one))
                    .toList();
            ended.forEach(one -> one.state = Held.State.ENDED);
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Drops an execution that has not started; returns the runs of what has, to be stopped. */
    List<ExecutionRun> dropOrStop(Predicate<Claim> which, StopReason reason) {
        lock.lock();
        try {
            return matching(which).stream()
                    .filter(one -> !dropUnlessStarted(one))
                    .map(one -> one.stop(reason))
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The runs of all that has a permit, to be stopped; those whose workers have yet to begin are stopped there. */
    List<ExecutionRun> stopRunning(StopReason reason) {
        lock.lock();
        try {
            return held.values().stream()
                    .filter(one -> one.state == Held.State.RUNNING)
                    .map(one -> one.stop(reason))
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** All that runs. */
    List<ExecutionRun> runs() {
        lock.lock();
        try {
            return held.values().stream()
                    .filter(one -> one.state == Held.State.RUNNING)
                    .map(one -> one.run)
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    boolean holds(Claim claim) {
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
            var room = permits.free() + permits.endedLately() - ready.size();
            return new Counts(reserved.size(), ready.size(), Math.max(0, room));
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

    private List<Held> matching(Predicate<Claim> which) {
        return held.values().stream().filter(one -> which.test(one.claim())).toList();
    }

    private Held hold(JobExecution work, boolean onlyHere, Held.State state) {
        var arrival = new Held(work, onlyHere, arrivals++, state);
        held.put(arrival.claim(), arrival);
        return arrival;
    }

    private List<Held> takePermits(boolean gateOpen) {
        if (ready.isEmpty() || !gateOpen) {
            return List.of();
        }
        var starts = new ArrayList<Held>();
        while (!ready.isEmpty() && permit(ready.first())) {
            starts.add(Objects.requireNonNull(ready.pollFirst()));
        }
        starting.permitted(starts.size(), ready.isEmpty());
        return starts;
    }

    private boolean permit(Held next) {
        if (permits.tryTake()) {
            next.state = Held.State.RUNNING;
            return true;
        }
        return false;
    }

    private boolean dropUnlessStarted(Held found) {
        if (found.state == Held.State.RUNNING || found.state == Held.State.ENDED) {
            return false;
        }
        reserved.remove(found);
        ready.remove(found);
        held.remove(found.claim());
        changed.signalAll();
        return true;
    }
}
