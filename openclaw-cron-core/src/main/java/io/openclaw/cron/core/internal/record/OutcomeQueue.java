package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.core.internal.lifecycle.BriefLock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Outcomes that wait to be recorded: at most one for an execution, since a newer one says all that an older one said. Whoever
 * adds to a full queue waits. Thread-safe.
 */
final class OutcomeQueue {
    private final int capacity;
    private final ReentrantLock lock = new BriefLock();
    private final Condition room = lock.newCondition();
    /** Guarded by lock. */
    private final Map<UUID, Outcome> waiting = new LinkedHashMap<>();
    /** Guarded by lock. */
    private boolean closed;

    OutcomeQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an outcome, waiting for room; not interruptible, since an outcome that is lost is a run that is repeated. */
    void put(Outcome outcome) {
        lock.lock();
        try {
            while (waiting.size() >= capacity && !waiting.containsKey(outcome.executionId()) && !closed) {
                room.awaitUninterruptibly();
            }
            add(outcome);
        } finally {
            lock.unlock();
        }
    }

    /** Adds an outcome, beyond the capacity if need be. */
    void putBeyondLimit(Outcome outcome) {
        lock.lock();
        try {
            add(outcome);
        } finally {
            lock.unlock();
        }
    }

    /** Adds an outcome unless there is no room or it has been overtaken by a newer one. */
    void putIfRoom(Outcome outcome, BooleanSupplier overtaken) {
        lock.lock();
        try {
            if (waiting.size() < capacity && !overtaken.getAsBoolean()) {
                add(outcome);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest outcomes. */
    List<Outcome> take(int max) {
        lock.lock();
        try {
            var taken = new ArrayList<Outcome>(Math.min(max, waiting.size()));
            var oldest = waiting.values().iterator();
            while (oldest.hasNext() && taken.size() < max) {
                taken.add(oldest.next());
                oldest.remove();
            }
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Puts outcomes back that could not be recorded; what came meanwhile for the same execution is newer and stays. */
    void putBack(List<Outcome> outcomes) {
        lock.lock();
        try {
            var newer = new LinkedHashMap<>(waiting);
            waiting.clear();
            outcomes.forEach(this::add);
            newer.values().forEach(this::add);
        } finally {
            lock.unlock();
        }
    }

    private void add(Outcome outcome) {
        waiting.merge(outcome.executionId(), outcome, OutcomeQueue::newer);
    }

    /**
     * The later one, unless it tells of an earlier claim: a skill that was fenced may go on, report and end while the
     * execution runs again in this process.
     */
    private static Outcome newer(Outcome before, Outcome later) {
        return later.fence() >= before.fence() ? later : before;
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    boolean full() {
        return size() >= capacity;
    }

    /** Lets everybody in who waits for room: the threads that add must be able to end. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
