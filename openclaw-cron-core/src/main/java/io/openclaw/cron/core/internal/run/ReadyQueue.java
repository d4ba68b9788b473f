package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** What is due and waits for a permit, the highest priority first. Guarded by the lock of {@link HeldExecutions}. */
final class ReadyQueue {
    private final ReadyBatches waiting = new ReadyBatches();
    private final Permits permits;
    private final StartsOfInstant starting;

    ReadyQueue(Permits permits, ReentrantLock lock) {
        this.permits = permits;
        this.starting = new StartsOfInstant(lock);
    }

    /** Takes over what has come due, at least one, the latest last; returns what has got a permit, the highest priority first. */
    List<Held> add(List<Held> due, Instant now, long nanoTime, boolean gateOpen) {
        starting.due(Duration.between(due.get(due.size() - 1).startAt(), now), nanoTime);
        for (var one : due) {
            one.state = Held.State.READY;
            one.readyNanos = nanoTime;
        }
        due.sort(Held.BY_PRIORITY);
        if (waiting.isEmpty() && gateOpen && permits.free() >= due.size()) {
            // Nearly always so, and then none of them has to wait.
            for (var one : due) {
                permits.tryTake();
                run(one);
            }
            starting.permitted(due.size(), true);
            return due;
        }
        waiting.add(due);
        return takePermits(gateOpen);
    }

    /** Gives out permits as far as there are; returns what has got one, the highest priority first. */
    List<Held> takePermits(boolean gateOpen) {
        if (waiting.isEmpty() || !gateOpen) {
            return List.of();
        }
        var starts = permitted();
        starting.permitted(starts.size(), waiting.isEmpty());
        return starts;
    }

    private List<Held> permitted() {
        if (permits.free() == 1) {
            // The permit that has just been given back, as it is a thousand times within an instant.
            permits.tryTake();
            return List.of(run(waiting.remove()));
        }
        var starts = new ArrayList<Held>(Math.min(waiting.size(), permits.free()));
        while (!waiting.isEmpty() && permits.tryTake()) {
            starts.add(run(waiting.remove()));
        }
        return starts;
    }

    private static Held run(Held permitted) {
        permitted.state = Held.State.RUNNING;
        return permitted;
    }

    /** Something that had a permit has ended. */
    void giveBackPermit() {
        permits.giveBack();
    }

    /** Waits while what has come due just now goes on getting permits, until a limit after its instant. */
    void awaitStarts(long nanoTime, Duration limit) throws InterruptedException {
        starting.await(nanoTime, limit, () -> !waiting.isEmpty());
    }

    /** Tells whether it was there. */
    boolean remove(Held held) {
        return waiting.remove(held);
    }

    /**
     * What other nodes may have and has waited since a moment; but of that for which permits will soon be free, if skills go on ending
     * as they have lately, only what has waited since an earlier moment.
     */
    List<Held> late(long since, long sinceInAnyCase) {
        var soon = permits.endedLately();
        var late = new ArrayList<Held>();
        for (var one : waiting.stream().sorted(Held.BY_PRIORITY).toList()) {
            var latest = soon-- > 0 ? sinceInAnyCase : since;
            if (!one.onlyHere && one.readyNanos - latest <= 0) {
                late.add(one);
            }
        }
        return late;
    }

    /** Since when the one has waited that has waited longest, of those that other nodes may have. */
    OptionalLong longestReadyNanos() {
        return waiting.longestReadyNanos();
    }

    int size() {
        return waiting.size();
    }

    /** How many more there is room for: free permits, and those that will soon be, less what waits. */
    int room() {
        return Math.max(0, permits.free() + permits.endingSoon() - waiting.size());
    }

    Stream<Held> stream() {
        return waiting.stream();
    }
}
