package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts of runs as columns, in the order in which rows are locked; each method is one of them, bound by its name. */
public final class RunCounts {
    private static final Comparator<RunCount> ORDER = Comparator.comparing(
                    (RunCount count) -> count.last().jobId(), TimeOrderedId.ORDER)
            .thenComparing(count -> count.last().organizationId());

    private final List<RunCount> all;
    private final StatisticsPlaces places;
    private final Arrays<RunCount> rows;

    RunCounts(Collection<RunCount> counts) {
        this(counts.stream().sorted(ORDER).toList(), StatisticsPlaces.NONE);
    }

    private RunCounts(List<RunCount> counts, StatisticsPlaces places) {
        this.all = counts;
        this.places = places;
        this.rows = new Arrays<>(counts);
    }

    int size() {
        return all.size();
    }

    /** Those whose rows have a place. */
    RunCounts at(StatisticsPlaces known) {
        return new RunCounts(
                all.stream().filter(count -> known.of(count.job()) != null).toList(), known);
    }

    /** Those whose rows have none. */
    RunCounts outside(StatisticsPlaces known) {
        return new RunCounts(
                all.stream().filter(count -> known.of(count.job()) == null).toList(), known);
    }

    public @Nullable String[] places() {
        return rows.texts(count -> places.of(count.job()));
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(count -> count.job().organizationId());
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(count -> count.job().jobId());
    }

    public @Nullable Instant[] lastRuns() {
        return rows.instants(count -> count.last().startedAt());
    }

    public @Nullable String[] lastStatuses() {
        return rows.texts(count -> Names.of(count.last().status()));
    }

    public @Nullable String[] lastErrors() {
        return rows.texts(RunCount::lastError);
    }

    public Long[] successes() {
        return rows.numbers(RunCount::successes);
    }

    public Long[] failures() {
        return rows.numbers(RunCount::failures);
    }

    public Long[] streaks() {
        return rows.numbers(RunCount::streak);
    }
}
