package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** What is due and waits for a permit, the highest priority first. Guarded by the lock of {@link HeldExecutions}. */
final class ReadyQueue {
    private final TreeSet<Held> queue = new TreeSet<>(Held.BY_PRIORITY);
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
        if (queue.isEmpty() && gateOpen && permits.free() >= due.size()) {
            // Nearly always so, and then none of them has to be put in order with others.
            due.sort(Held.BY_PRIORITY);
            due.forEach(this::permit);
            starting.permitted(due.size(), true);
            return due;
        }
        queue.addAll(due);
        return takePermits(gateOpen);
    }

    /** Gives out permits as far as there are; returns what has got one, the highest priority first. */
    List<Held> takePermits(boolean gateOpen) {
        if (queue.isEmpty() || !gateOpen) {
            return List.of();
        }
        var starts = new ArrayList<Held>(Math.min(queue.size(), permits.free()));
        while (!queue.isEmpty() && permit(queue.first())) {
            starts.add(Objects.requireNonNull(queue.pollFirst()));
        }
        starting.permitted(starts.size(), queue.isEmpty());
        return starts;
    }

    private boolean permit(Held next) {
        if (permits.tryTake()) {
            next.state = Held.State.RUNNING;
            return true;
        }
        return false;
    }

    /** Something that had a permit has ended. */
    void giveBackPermit() {
        permits.giveBack();
    }

    /** Waits while what has come due just now goes on getting permits, until a limit after its instant. */
    void awaitStarts(long nanoTime, Duration limit) throws InterruptedException {
        starting.await(nanoTime, limit, () -> !queue.isEmpty());
    }

    /** Tells whether it was there. */
    boolean remove(Held held) {
        return queue.remove(held);
    }

    /**
     * What other nodes may have and has waited since a moment; but of that for which permits will soon be free, if skills go on ending
     * as they have lately, only what has waited since an earlier moment.
     */
    List<Held> late(long since, long sinceInAnyCase) {
        var soon = permits.endedLately();
        var late = new ArrayList<Held>();
        for (var one : queue) {
            var latest = soon-- > 0 ? sinceInAnyCase : since;
            if (!one.onlyHere && one.readyNanos - latest <= 0) {
                late.add(one);
            }
        }
        return late;
    }

    /** Since when the one has waited that has waited longest, of those that other nodes may have. */
    OptionalLong longestReadyNanos() {
        return queue.stream()
                .filter(one -> !one.onlyHere)
                .mapToLong(one -> one.readyNanos)
                .min();
    }

    int size() {
        return queue.size();
    }

    /** How many more there is room for: free permits, and as many as have been freed lately, less what waits. */
    int room() {
        return Math.max(0, permits.free() + permits.endedLately() - queue.size());
    }

    Stream<Held> stream() {
        return queue.stream();
    }
}
