package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.rules.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statistics of a job, or of an organization: outcomes by the UTC hour, and by the UTC day when they are old. */
final class RollupSeries {
    private static final long SECONDS_AN_HOUR = 3_600;
    private static final long HOURS_A_DAY = 24;

    /** By the number of the hour since 1970; made when there is something to count. */
    private @Nullable NavigableMap<Long, HourRollup> hours;

    /** Hours before this one have been added up to days. */
    private long foldedBefore = Long.MIN_VALUE;

    void add(Outcome outcome, Instant recordedAt) {
        var hour = hourOf(recordedAt);
        var present = hours;
        if (present == null) {
            present = new TreeMap<>();
            hours = present;
        }
        present.computeIfAbsent(hour, absent -> new HourRollup()).add(outcome, 1);
        foldedBefore = Math.min(foldedBefore, hour);
    }

    void subtract(Outcome outcome, Instant recordedAt) {
        var rollup = hours == null ? null : hours.get(hourOf(recordedAt));
        if (rollup != null) {
            rollup.add(outcome, -1);
        }
    }

    List<OutcomeRollup> read(RollupQuery query) {
        var steps = new ArrayList<OutcomeRollup>();
        if (hours == null || !query.from().isBefore(query.until())) {
            return steps;
        }
        var firstHour = hourOf(query.from());
        for (var entry : hours.tailMap(firstHour, true).entrySet()) {
            if (!startOf(entry.getKey()).isBefore(query.until())) {
                break;
            }
            if (!entry.getValue().isEmpty()) {
                addTo(steps, entry.getValue(), startOf(stepOf(entry.getKey(), firstHour, query.step())));
            }
        }
        return steps;
    }

    private static void addTo(List<OutcomeRollup> steps, HourRollup hour, Instant start) {
        var last = steps.size() - 1;
        if (last >= 0 && steps.get(last).start().equals(start)) {
            steps.set(last, steps.get(last).plus(hour.at(start)));
        } else {
            steps.add(hour.at(start));
        }
    }

    private static long stepOf(long hour, long firstHour, RollupQuery.Step step) {
        return switch (step) {
            case HOUR -> hour;
            case DAY -> dayOf(hour);
            case TOTAL -> firstHour;
        };
    }

    /**
     * Adds the hours before an instant up to those of their days.
     *
     * @return how many hours were added to another one
     */
    int fold(Instant before) {
        var bound = hourOf(before);
        if (hours == null || bound <= foldedBefore) {
            return 0;
        }
        var old = hours.subMap(foldedBefore, true, bound, false);
        var folded = 0;
        for (var hour : List.copyOf(old.keySet())) {
            var day = dayOf(hour);
            if (hour != day) {
                var rollup = Objects.requireNonNull(hours.remove(hour));
                hours.computeIfAbsent(day, absent -> new HourRollup()).add(rollup);
                folded++;
            }
        }
        foldedBefore = bound;
        return folded;
    }

    /** The first hour of the day of an hour. */
    private static long dayOf(long hour) {
        return Math.floorDiv(hour, HOURS_A_DAY) * HOURS_A_DAY;
    }

    private static long hourOf(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS_AN_HOUR);
    }

    private static Instant startOf(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS_AN_HOUR);
    }
}
