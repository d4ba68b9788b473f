package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** An execution that this node owns, from its reservation until its outcome is recorded. Guarded by the lock of {@link HeldExecutions}. */
final class Held {
    /** By priority, then as they were due. */
    static final Comparator<Held> BY_PRIORITY = Held::comparePriority;

    final JobExecution work;
    /** Made when it is reserved, so that less is left to do on its instant. */
    final ExecutionRun run;

    private final Claim claim;
    /** Whether it must run on this node, however long it waits for a permit. */
    final boolean onlyHere;

    /** As it arrived. */
    long order;

    State state;
    /** When it came to wait for a permit, in elapsed nanoseconds. */
    long readyNanos;

    /** Whether its outcome is recorded, although its thread may still go on. */
    boolean recorded;

    /** By what an execution is held: it may be claimed again while the thread of its last attempt has yet to leave. */
    record Claim(UUID executionId, long fence) {
        static Claim of(CronExecution execution) {
            return new Claim(execution.executionId(), execution.fence());
        }
    }

    enum State {
        /** Its insertion is under way; it must not start before that has been committed. */
        INSERTING,
        /** Waits for its instant. */
        RESERVED,
        /** Waits for a permit. */
        READY,
        /** Waits no more, and gets no permit. */
        DROPPED,
        /** Has a permit. */
        RUNNING,
        /** Its thread has ended; its outcome is on the way to the store. */
        ENDED
    }

    Held(RunEnvironment environment, JobExecution work, boolean onlyHere, State state) {
        this.work = work;
        this.run = new ExecutionRun(environment, work);
        this.claim = Claim.of(work.execution());
        this.onlyHere = onlyHere;
        this.state = state;
    }

    private static int comparePriority(Held one, Held other) {
        var byPriority = Integer.compare(other.priority(), one.priority());
        if (byPriority != 0) {
            return byPriority;
        }
        var byStart = one.startAt().compareTo(other.startAt());
        return byStart != 0 ? byStart : Long.compare(one.order, other.order);
    }

    Claim claim() {
        return claim;
    }

    OwnedExecution owned() {
        return OwnedExecution.of(work.execution());
    }

    Instant startAt() {
        return work.execution().availableAt();
    }

    int priority() {
        return work.execution().priority();
    }

    /** Whether its outcome was recorded without waiting for its thread; not if that is only about to give its permit back. */
    boolean abandoned() {
        return recorded && state == State.RUNNING && run.runaway();
    }
}
