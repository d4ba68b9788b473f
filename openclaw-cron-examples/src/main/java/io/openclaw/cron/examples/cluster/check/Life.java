package io.openclaw.cron.examples.cluster.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One process of a node.
 *
 * @param name of the node, with the number of the process
 * @param killedAt when it was killed, or null if it ended by itself
 * @param freezes when it was stopped
 * @param pauses when it noticed that it had been still, be it because it was stopped or because others had the processor
 */
public record Life(String name, Instant killedAt, List<Stillness> freezes, List<Stillness> pauses) {
    /** Copies the lists. */
    public Life {
        freezes = List.copyOf(freezes);
        pauses = List.copyOf(pauses);
    }

    /** A time in which a process did nothing: it was still by {@code from} and went on at {@code to}. */
    public record Stillness(Instant from, Instant to) {
        private boolean touches(Stillness other) {
            return !from.isAfter(other.to) && !to.isBefore(other.from);
        }

        private Duration length() {
            return Duration.between(from, to);
        }
    }

    /** When it was still, for whatever reason, in order and apart from each other. */
    List<Stillness> still() {
        var merged = new ArrayList<Stillness>();
        Stream.concat(freezes.stream(), pauses.stream())
                .sorted(Comparator.comparing(Stillness::from))
                .forEach(next -> {
                    var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                    if (last == null || !last.touches(next)) {
                        merged.add(next);
                    } else if (next.to().isAfter(last.to())) {
                        merged.set(merged.size() - 1, new Stillness(last.from(), next.to()));
                    }
                });
        return merged;
    }

    /** The longest time for which others had the processor. */
    Duration longestPause() {
        return pauses.stream()
                .filter(pause -> freezes.stream().noneMatch(pause::touches))
                .map(Stillness::length)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
