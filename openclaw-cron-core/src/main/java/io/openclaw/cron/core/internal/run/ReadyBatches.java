package io.openclaw.cron.core.internal.run;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * What waits for a permit, in the order of priority. What has come due together is in order already and stays together, and only the
 * first of each such batch is compared with that of others; nearly always there is one batch. So a thousand that are due at an
 * instant are here, and the first of them gone, before a tree of them had been made. Guarded by the lock of {@link HeldExecutions}.
 */
final class ReadyBatches {
    /** None of them is empty. What does not wait any more stays until it comes first. */
    private final PriorityQueue<ArrayDeque<Held>> batches =
            new PriorityQueue<>(Comparator.comparing(ArrayDeque::getFirst, Held.BY_PRIORITY));

    private int size;

    /** Adds at least one, all of them ready and in the order of priority. */
    void add(List<Held> ready) {
        batches.add(new ArrayDeque<>(ready));
        size += ready.size();
    }

    /** Takes the first out, which is there. */
    Held remove() {
        while (true) {
            var batch = batches.remove();
            var first = batch.removeFirst();
            if (!batch.isEmpty()) {
                batches.add(batch);
            }
            if (first.state == Held.State.READY) {
                takenOut();
                return first;
            }
        }
    }

    /** Takes one out, if it is here; its state is then not ready any more. */
    boolean remove(Held held) {
        if (held.state != Held.State.READY) {
            return false;
        }
        held.state = Held.State.DROPPED;
        takenOut();
        return true;
    }

    private void takenOut() {
        size--;
        if (size == 0) {
            batches.clear();
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Since when the one has waited that has waited longest, of those that other nodes may have. */
    OptionalLong longestReadyNanos() {
        var longest = OptionalLong.empty();
        for (var batch : batches) {
            var since = readyNanos(batch);
            if (longest.isEmpty() || (since.isPresent() && since.getAsLong() - longest.getAsLong() < 0)) {
                longest = since;
            }
        }
        return longest;
    }

    /** Looks no further than the first that fits: all of a batch have waited for as long. */
    private static OptionalLong readyNanos(ArrayDeque<Held> batch) {
        for (var one : batch) {
            if (one.state == Held.State.READY && !one.onlyHere) {
                return OptionalLong.of(one.readyNanos);
            }
        }
        return OptionalLong.empty();
    }

    /** All of them, in no order. */
    Stream<Held> stream() {
        return batches.stream().flatMap(ArrayDeque::stream).filter(held -> held.state == Held.State.READY);
    }
}
