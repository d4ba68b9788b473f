package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what this node owns, and starts each execution on its instant, as soon as there is a permit, highest priority first.
 * No I/O lies between the instant and the start.
 *
 * <p>Thread-safe: one lock guards all, and is never held while foreign code runs.
 */
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** How long after its time an execution may wait for a permit here before other nodes shall have it. */
    private static final Duration LATE = Duration.ofMillis(250);

    private static final Duration SOONEST = Duration.ofNanos(1);

    private final RunEnvironment environment;
    private final Executor workers;
    private final StartGate gate;
    private final EngineObserver observer;
    /** Set once, before anything is accepted. */
    private volatile DispatchListener listener = DispatchListener.NONE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All guarded by lock.
    private final Permits permits;
    private final Map<UUID, Held> held = new HashMap<>();
    private final TreeSet<Held> reserved = new TreeSet<>(Held.BY_TIME);
    private final TreeSet<Held> ready = new TreeSet<>(Held.BY_PRIORITY);
    private EngineTime.Timer timer = EngineTime.Timer.NONE;
    private @Nullable Held timerFor;
    private boolean lateCheckSet;
    private long arrivals;

    /** A dispatcher that holds nothing. */
    public Dispatcher(
            RunEnvironment environment, Executor workers, int maxConcurrent, StartGate gate, EngineObserver observer) {
        this.environment = environment;
        this.workers = workers;
        this.gate = gate;
        this.observer = observer;
        this.permits = new Permits(maxConcurrent, environment.time());
    }

    /** Whether executions may start now; asked at each start, must be fast. */
    @FunctionalInterface
    public interface StartGate {
        /** Not while this node may have lost what it owns. */
        boolean open();
    }

    /** Hears from the dispatcher; must not block. */
    public interface DispatchListener {
        /** Hears nothing. */
        DispatchListener NONE = new DispatchListener() {
            @Override
            public void tooLate(List<OwnedExecution> executions) {}

            @Override
            public void permitFree() {}
        };

        /** These have waited too long for a permit: other nodes shall have them. */
        void tooLate(List<OwnedExecution> executions);

        /** There is a permit that nothing here waits for. */
        void permitFree();
    }

    /** Tells who hears from this dispatcher. */
    public void listen(DispatchListener heard) {
        listener = heard;
    }

    /** Takes over what a claim has reserved. */
    public void accept(Collection<JobExecution> claimed) {
        lock.lock();
        try {
            for (var work : claimed) {
                hold(work, false, Held.State.RESERVED);
            }
        } finally {
            lock.unlock();
        }
        startDue();
    }

    /** Makes an execution known whose insertion is under way, so that a beat that finds it in the store leaves it alone. */
    public void expect(JobExecution work) {
        lock.lock();
        try {
            hold(work, true, Held.State.INSERTING);
        } finally {
            lock.unlock();
        }
    }

    /** The insertion of an expected execution is committed. */
    public void inserted(UUID executionId) {
        lock.lock();
        try {
            var expected = held.get(executionId);
            if (expected != null && expected.state == Held.State.INSERTING) {
                expected.state = Held.State.RESERVED;
                reserved.add(expected);
            }
        } finally {
            lock.unlock();
        }
        startDue();
    }

    /** Starts what is due. Called by the timer, and whenever the wall clock may have been set. */
    public void startDue() {
        var starts = new ArrayList<Held>();
        lock.lock();
        try {
            var now = environment.clock().now();
            while (!reserved.isEmpty() && !reserved.first().startAt().isAfter(now)) {
                var due = reserved.pollFirst();
                due.state = Held.State.READY;
                due.readyNanos = environment.time().nanoTime();
                ready.add(due);
            }
            takePermits(starts);
            setTimer();
            setLateCheck();
        } finally {
            lock.unlock();
        }
        starts.forEach(this::start);
    }

    /** Forgets reservations, unless they have started or were claimed anew. */
    public void withdraw(Collection<OwnedExecution> executions) {
        lock.lock();
        try {
            for (var execution : executions) {
                var found = held.get(execution.executionId());
                if (found != null && found.work.execution().fence() == execution.fence()) {
                    dropUnlessStarted(found);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops an execution that has not started, interrupts one that has. */
    public void stop(UUID executionId, StopReason reason) {
        ExecutionRun run = null;
        lock.lock();
        try {
            var found = held.get(executionId);
            if (found != null && !dropUnlessStarted(found)) {
                run = found.stop(reason);
            }
        } finally {
            lock.unlock();
        }
        if (run != null) {
            run.stop(reason);
        }
    }

    /** Drops all that has not started, and tells what that was. */
    public List<OwnedExecution> dropWaiting() {
        lock.lock();
        try {
            return held.values().stream().filter(Held::notStarted).toList().stream()
                    .filter(this::dropUnlessStarted)
                    .map(dropped -> OwnedExecution.of(dropped.work.execution()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts all that runs. */
    public void stopRunning(StopReason reason) {
        List<ExecutionRun> runs;
        lock.lock();
        try {
            runs = held.values().stream()
                    .filter(one -> one.state == Held.State.RUNNING)
                    .map(one -> one.stop(reason))
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            lock.unlock();
        }
        runs.forEach(run -> run.stop(reason));
    }

    /** The outcome of an execution is recorded, or refused: this node has no more to do with it. */
    public void forget(UUID executionId, long fence) {
        lock.lock();
        try {
            var found = held.get(executionId);
            if (found == null || found.work.execution().fence() != fence) {
                return;
            }
            // A runaway skill's outcome is recorded while its thread goes on; the permit stays taken until it ends.
            if (found.state == Held.State.ENDED) {
                held.remove(executionId);
            }
            found.recorded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this node holds an execution by this claim. */
    public boolean holds(UUID executionId, long fence) {
        lock.lock();
        try {
            var found = held.get(executionId);
            return found != null && found.work.execution().fence() == fence;
        } finally {
            lock.unlock();
        }
    }

    /** How many executions that are due there is room for. */
    public int roomNow() {
        lock.lock();
        try {
            return Math.max(0, permits.free() + permits.endedLately() - ready.size());
        } finally {
            lock.unlock();
        }
    }

    /** How many executions are held ahead of their instants. */
    public int reserved() {
        lock.lock();
        try {
            return reserved.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many executions wait for a permit. */
    public int ready() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    /** The executions whose skills run, longest-running first. */
    public List<CronExecution> running() {
        return runs().stream()
                .map(ExecutionRun::snapshot)
                .sorted(Comparator.comparing(CronExecution::executionId))
                .toList();
    }

    /** How many skills run. */
    public int runningCount() {
        return runs().size();
    }

    /** How many skills were interrupted and have not ended. */
    public int runaway() {
        return (int) runs().stream().filter(ExecutionRun::runaway).count();
    }

    /** Waits until nothing is due, runs, or waits to be recorded; tells whether that came about in time. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return await(limit, Set.of(Held.State.INSERTING, Held.State.READY, Held.State.RUNNING, Held.State.ENDED));
    }

    /** Waits until no skill runs; tells whether that came about in time. */
    public boolean awaitNoneRunning(Duration limit) throws InterruptedException {
        return await(limit, Set.of(Held.State.RUNNING));
    }

    private boolean await(Duration limit, Set<Held.State> gone) throws InterruptedException {
        var left = limit.toNanos();
        lock.lock();
        try {
            while (held.values().stream().anyMatch(one -> gone.contains(one.state) && !one.abandoned())) {
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

    private void hold(JobExecution work, boolean onlyHere, Held.State state) {
        var arrival = new Held(work, onlyHere, arrivals++);
        arrival.state = state;
        held.put(arrival.id(), arrival);
        if (state == Held.State.RESERVED) {
            reserved.add(arrival);
        }
    }

    private boolean dropUnlessStarted(Held found) {
        if (found.state == Held.State.RUNNING || found.state == Held.State.ENDED) {
            return false;
        }
        reserved.remove(found);
        ready.remove(found);
        held.remove(found.id());
        changed.signalAll();
        return true;
    }

    private void takePermits(List<Held> starts) {
        while (!ready.isEmpty() && gate.open() && permits.tryTake()) {
            var next = ready.pollFirst();
            next.state = Held.State.RUNNING;
            starts.add(next);
        }
    }

    private void start(Held starting) {
        try {
            workers.execute(() -> run(starting));
        } catch (RejectedExecutionException refused) {
            log.warn(
                    "job={} execution={} the executor refuses it; it goes back to the queue",
                    starting.work.job().jobId(),
                    starting.id(),
                    refused);
            lock.lock();
            try {
                permits.giveBack();
                held.remove(starting.id(), starting);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            listener.tooLate(List.of(OwnedExecution.of(starting.work.execution())));
        }
    }

    private void run(Held starting) {
        var run = new ExecutionRun(environment, starting.work);
        lock.lock();
        try {
            starting.started(run);
        } finally {
            lock.unlock();
        }
        observeStart(starting);
        try {
            run.run();
        } finally {
            ended(starting);
        }
    }

    private void observeStart(Held starting) {
        var waited = Duration.ofNanos(environment.time().nanoTime() - starting.readyNanos);
        var late = Duration.between(starting.startAt(), environment.clock().now());
        observer.started(late.isNegative() ? Duration.ZERO : late, waited);
    }

    private void ended(Held ending) {
        var starts = new ArrayList<Held>();
        boolean idle;
        lock.lock();
        try {
            ending.state = Held.State.ENDED;
            if (ending.recorded) {
                held.remove(ending.id(), ending);
            }
            permits.giveBack();
            takePermits(starts);
            idle = starts.isEmpty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        starts.forEach(this::start);
        if (idle) {
            listener.permitFree();
        }
    }

    private List<ExecutionRun> runs() {
        lock.lock();
        try {
            return held.values().stream()
                    .filter(one -> one.state == Held.State.RUNNING && one.run != null)
                    .map(one -> Objects.requireNonNull(one.run))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void setTimer() {
        var first = reserved.isEmpty() ? null : reserved.first();
        if (first == timerFor) {
            return;
        }
        timer.cancel();
        timerFor = first;
        timer = first == null ? EngineTime.Timer.NONE : scheduleAt(first);
    }

    private EngineTime.Timer scheduleAt(Held first) {
        var delay = Duration.between(environment.clock().now(), first.startAt());
        return environment.time().schedule(delay.isNegative() ? SOONEST : delay, this::timerFired);
    }

    private void timerFired() {
        lock.lock();
        try {
            // Whatever comes of it, the timer has been used up: the wall clock may have been set back meanwhile.
            timerFor = null;
        } finally {
            lock.unlock();
        }
        startDue();
    }

    private void setLateCheck() {
        if (!ready.isEmpty() && !lateCheckSet) {
            lateCheckSet = true;
            environment.time().schedule(LATE, this::giveBackLate);
        }
    }

    private void giveBackLate() {
        var late = new ArrayList<OwnedExecution>();
        lock.lock();
        try {
            lateCheckSet = false;
            var readyBefore = environment.time().nanoTime() - LATE.toNanos();
            for (var waiting : List.copyOf(ready)) {
                if (!waiting.onlyHere && waiting.readyNanos <= readyBefore && dropUnlessStarted(waiting)) {
                    late.add(OwnedExecution.of(waiting.work.execution()));
                }
            }
            setLateCheck();
        } finally {
            lock.unlock();
        }
        if (!late.isEmpty()) {
            listener.tooLate(late);
        }
    }
}
