package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts of runs as columns, in the order in which rows are locked; each method is one of them, bound by its name. */
public final class RunCounts {
    private final Arrays<RunCount> rows;

    RunCounts(Collection<RunCount> counts) {
        this.rows = new Arrays<>(counts.stream()
                .sorted(Comparator.comparing((RunCount count) -> count.last().organizationId())
                        .thenComparing(count -> count.last().jobId()))
                .toList());
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
