package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.record.Outcome;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts each execution that this node holds on its instant, as soon as there is a permit. No I/O lies between the instant and
 * the start. Thread-safe.
 */
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** How long claims and records wait at the most for the starts of an instant. */
    private static final Duration STARTS_FIRST = Duration.ofMillis(25);

    private final RunEnvironment environment;
    private final Workers workers;
    private final BooleanSupplier gateOpen;
    private final HeldExecutions held;
    private final ExecutionStarter starter;
    private final StartTimer startTimer;
    private final LateCheck lateCheck;
    /** Set once, before anything is accepted. */
    private volatile DispatchListener listener = DispatchListener.NONE;

    /**
     * A dispatcher that holds nothing.
     *
     * @param workers where skills run
     * @param maxConcurrent how many may run at once
     * @param gateOpen whether executions may start now, which is not so while this node may have lost what it owns; asked at
     *     each start, must be fast
     */
    public Dispatcher(
            RunEnvironment environment,
            Workers workers,
            int maxConcurrent,
            BooleanSupplier gateOpen,
            EngineObserver observer) {
        this.environment = environment;
        this.workers = workers;
        this.gateOpen = gateOpen;
        var time = environment.time();
        this.held = new HeldExecutions(environment, new Permits(maxConcurrent, time));
        this.starter = new ExecutionStarter(time, workers, gateOpen, observer, held, () -> listener);
        this.startTimer = new StartTimer(environment.clock(), time, held.view(), workers, this::startDue);
        this.lateCheck = new LateCheck(time, held, gateOpen, () -> listener);
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
        if (!claimed.isEmpty()) {
            held.reserve(claimed);
            startDue();
            var now = environment.clock().now();
            for (var work : claimed) {
                if (work.execution().availableAt().isAfter(now)) {
                    readParameters(work.execution());
                }
            }
        }
    }

    /** A store may parse parameters when somebody looks into them first: better now than between the instant and the start. */
    private static void readParameters(CronExecution execution) {
        try {
            var unused = execution.skillParams().size();
        } catch (RuntimeException unreadable) {
            log.debug(
                    "job={} execution={} org={} its parameters cannot be read",
                    execution.jobId(),
                    execution.executionId(),
                    execution.organizationId(),
                    unreadable);
        }
    }

    /** Makes an execution known whose insertion is under way, so that a beat that finds it in the store leaves it alone. */
    public void expect(JobExecution work) {
        held.expect(work);
    }

    /** The insertion of an expected execution is committed: it may start. */
    public void inserted(CronExecution execution) {
        held.inserted(Held.Claim.of(execution));
        startDue();
    }

    /** Starts what is due. Called by the timer, and whenever the wall clock may have been set. */
    public void startDue() {
        startDue(false);
    }

    private void startDue(boolean byWorker) {
        var now = environment.clock().now();
        var permitted = held.takeDue(now, environment.time().nanoTime(), gateOpen.getAsBoolean());
        if (byWorker) {
            starter.startLast(permitted);
        } else {
            starter.start(permitted);
        }
        startTimer.set();
        lateCheck.set();
    }

    /** Waits while starts of an instant wait for permits that are being freed or for threads, a few milliseconds at the most: they come first. */
    public void awaitStarts() {
        held.view().awaitStarts(environment.time().nanoTime(), STARTS_FIRST);
        workers.awaitTaken(STARTS_FIRST);
    }

    /** Forgets reservations, unless they have started or were claimed anew. */
    public void withdraw(Collection<OwnedExecution> executions) {
        held.drop(executions);
    }

    /** What is held, is committed, and has not started. */
    public List<OwnedExecution> waiting() {
        return held.view().waiting();
    }

    /** Ends an execution as its store has asked: one that has not started at once, one that runs by interrupting it. */
    public void cancel(UUID executionId) {
        held.endWaiting(executionId).forEach(this::recordCancelled);
        stop(executionId, StopReason.CANCELLED);
    }

    private void recordCancelled(Held waiting) {
        var execution = waiting.work.execution();
        var cancelled = execution.toBuilder()
                .status(CronExecutionStatus.CANCELLED)
                .error(CronExecutionError.of(CronExecutionError.CANCELLED, "Cancelled before it started"))
                .completedAt(environment.clock().now())
                .build();
        var node = Objects.requireNonNull(execution.node(), "a held execution has a node");
        environment.recorder().putWithoutWaiting(new Outcome(Outcome.Kind.FINAL, node, cancelled, waiting.work.job()));
    }

    /** Drops an execution that has not started and that the store has ended, interrupts one that has. */
    public void stop(UUID executionId, StopReason reason) {
        held.dropOrStop(claim -> claim.executionId().equals(executionId)).forEach(run -> run.stop(reason));
    }

    /** Drops or interrupts an execution that is held by one claim; claimed anew it goes on. */
    public void stop(UUID executionId, long fence, StopReason reason) {
        var only = new Held.Claim(executionId, fence);
        held.dropOrStop(only::equals).forEach(run -> run.stop(reason));
    }

    /** Drops all that has not started, and tells what that was. */
    public List<OwnedExecution> dropWaiting() {
        return held.dropWaiting();
    }

    /** Interrupts all that runs; what has a permit and whose worker has yet to begin is stopped there. */
    public void stopRunning(StopReason reason) {
        held.view().permitted().forEach(run -> run.stop(reason));
    }

    /** The outcome of an execution is recorded, or refused: this node has no more to do with it. */
    public void forget(UUID executionId, long fence) {
        held.recorded(new Held.Claim(executionId, fence));
    }

    /** Whether this node holds an execution by this claim. */
    public boolean holds(UUID executionId, long fence) {
        return held.view().holds(new Held.Claim(executionId, fence));
    }

    /** How many executions that are due there is room for: free permits, and as many as have been freed lately. */
    public int roomNow() {
        return held.view().counts().roomNow();
    }

    /** How many executions are held ahead of their instants. */
    public int reserved() {
        return held.view().counts().reserved();
    }

    /** How many executions wait for a permit. */
    public int ready() {
        return held.view().counts().ready();
    }

    /** The executions whose skills run, longest-running first. */
    public List<CronExecution> running() {
        return begun().map(ExecutionRun::snapshot)
                .sorted(Comparator.comparing(CronExecution::startedAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** How many skills run. */
    public int runningCount() {
        return (int) begun().count();
    }

    /** How many skills were interrupted and have not ended. */
    public int runaway() {
        return (int) begun().filter(ExecutionRun::runaway).count();
    }

    private Stream<ExecutionRun> begun() {
        return held.view().permitted().stream().filter(ExecutionRun::hasBegun);
    }

    /** Waits until nothing is due, runs, or waits to be recorded; tells whether that came about in time. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return held.view().awaitNone(one -> one.state != Held.State.RESERVED && !one.abandoned(), limit);
    }

    /** Whether nothing is held, but skills whose outcomes were recorded without waiting for their threads. */
    public boolean isEmpty() {
        return held.view().none(one -> !one.abandoned());
    }

    /** Waits until no skill runs; tells whether that came about in time. */
    public boolean awaitNoneRunning(Duration limit) throws InterruptedException {
        return held.view().awaitNone(one -> one.state == Held.State.RUNNING && !one.abandoned(), limit);
    }
}
