package io.openclaw.cron.core.internal.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its instant, kept by instants: where a thousand are due together, nothing is compared a thousand times between
 * the instant and their starts. Guarded by the lock of {@link HeldExecutions}.
 */
final class Reservations {
    private final TreeMap<Instant, Set<Held>> byInstant = new TreeMap<>();
    private int size;

    void add(Held held) {
        var added = byInstant
                .computeIfAbsent(held.startAt(), instant -> new LinkedHashSet<>(2))
                .add(held);
        size += added ? 1 : 0;
    }

    /** Tells whether it was there. */
    boolean remove(Held held) {
        var together = byInstant.get(held.startAt());
        if (together == null || !together.remove(held)) {
            return false;
        }
        if (together.isEmpty()) {
            byInstant.remove(held.startAt());
        }
        size--;
        return true;
    }

    /** Takes what is due, what was due first first. */
    List<Held> takeDue(Instant now) {
        var due = new ArrayList<Held>();
        for (var first = first(); first != null && !first.isAfter(now); first = first()) {
            due.addAll(Objects.requireNonNull(byInstant.pollFirstEntry()).getValue());
        }
        size -= due.size();
        return due;
    }

    /** The first instant, or null if nothing waits. */
    @Nullable
    Instant first() {
        return byInstant.isEmpty() ? null : byInstant.firstKey();
    }

    /** What waits for the first instant. */
    List<Held> next() {
        return byInstant.isEmpty()
                ? List.of()
                : List.copyOf(byInstant.firstEntry().getValue());
    }

    int size() {
        return size;
    }

    Stream<Held> stream() {
        return byInstant.values().stream().flatMap(Set::stream);
    }
}
