package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.BriefLock;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What this node owns, each execution in one state: reserved until its instant, ready until there is a permit, running until
 * its thread ends, ended until its outcome is recorded.
 *
 * <p>Thread-safe: one lock guards all, and is never held while foreign code runs.
 */
final class HeldExecutions {
    private final ReentrantLock lock = new BriefLock();
    private final Condition changed = lock.newCondition();
    private final RunEnvironment environment;
    // All guarded by lock.
    private final Map<Held.Claim, Held> held = new HashMap<>();
    private final Reservations reserved = new Reservations();
    private final ReadyQueue ready;
    private long arrivals;

    private final HeldView view;

    HeldExecutions(RunEnvironment environment, Permits permits) {
        this.environment = environment;
        this.ready = new ReadyQueue(permits, lock);
        this.view = new HeldView(lock, changed, held, reserved, ready);
    }

    /** What is held, for those who only look. */
    HeldView view() {
        return view;
    }

    void reserve(Collection<JobExecution> claimed) {
        var arrivals = claimed.stream()
                .map(work -> new Held(environment, work, false, Held.State.RESERVED))
                .toList();
        lock.lock();
        try {
            for (var arrival : arrivals) {
                hold(arrival);
                reserved.add(arrival);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Holds an execution whose insertion is under way. */
    void expect(JobExecution work) {
        var arrival = new Held(environment, work, true, Held.State.INSERTING);
        lock.lock();
        try {
            hold(arrival);
        } finally {
            lock.unlock();
        }
    }

    /** The insertion of an expected execution is committed. */
    void inserted(Held.Claim claim) {
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
            return due.isEmpty() ? ready.takePermits(gateOpen) : ready.add(due, now, nanoTime, gateOpen);
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
            ready.giveBackPermit();
            changed.signalAll();
            return ready.takePermits(gateOpen);
        } finally {
            lock.unlock();
        }
    }

    /** No worker takes an execution. */
    void refused(Held refused) {
        lock.lock();
        try {
            held.remove(refused.claim());
            ready.giveBackPermit();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The outcome of an execution is recorded, or refused for good. */
    void recorded(Held.Claim claim) {
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
                var found = held.get(new Held.Claim(execution.executionId(), execution.fence()));
                if (found != null) {
                    dropUnlessStarted(found);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops all that has not started, and returns it. */
    List<OwnedExecution> dropWaiting() {
        lock.lock();
        try {
            var waiting = view.waiting();
            drop(waiting);
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is {@linkplain ReadyQueue#late late}, and returns it. */
    List<OwnedExecution> dropLate(long since, long sinceInAnyCase) {
        lock.lock();
        try {
            var late = ready.late(since, sinceInAnyCase);
            late.forEach(this::dropUnlessStarted);
            return late.stream().map(Held::owned).toList();
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
    List<ExecutionRun> dropOrStop(Predicate<Held.Claim> which) {
        lock.lock();
        try {
            return matching(which).stream()
                    .filter(one -> !dropUnlessStarted(one) && one.state == Held.State.RUNNING)
                    .map(one -> one.run)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private List<Held> matching(Predicate<Held.Claim> which) {
        return held.values().stream().filter(one -> which.test(one.claim())).toList();
    }

    private void hold(Held arrival) {
        arrival.order = arrivals++;
        held.put(arrival.claim(), arrival);
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
