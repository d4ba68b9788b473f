package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All that an in-memory store holds, and the lock that guards it. */
public final class MemoryTables {
    private final ReentrantLock lock = new ReentrantLock();
    private final Journal journal = new Journal();

    final DueLanes lanes = new DueLanes();
    final JobTable jobs = new JobTable(lanes, journal);
    final ExecutionTable executions = new ExecutionTable(lanes, new Statistics(jobs, journal), journal);

    /** The nodes that count as alive. */
    final Map<NodeId, NodeRow> nodes = new HashMap<>();

    /**
     * Does something as a whole or not at all, and nothing else at the same time.
     *
     * @param steps what to do
     */
    public void inTransaction(Runnable steps) {
        inTransaction(() -> {
            steps.run();
            return true;
        });
    }

    /**
     * Does something as a whole or not at all, and nothing else at the same time.
     *
     * @param <T> what comes out of it
     * @param steps what to do; if it throws, its changes of jobs and executions are taken back
     * @return what it returns
     */
    public <T> T inTransaction(Supplier<T> steps) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("A planner or rescheduler must not call the store");
        }
        lock.lock();
        try {
            var result = steps.get();
            journal.commit();
            return result;
        } catch (RuntimeException | Error failure) {
            journal.rollBack();
            throw failure;
        } finally {
            lock.unlock();
        }
    }
}
