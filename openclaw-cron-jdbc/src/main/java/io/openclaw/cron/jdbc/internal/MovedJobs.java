package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs that a claim moves on, as columns; each method is one of them, bound by its name. */
public final class MovedJobs {
    private final Arrays<LockedJob> rows;

    MovedJobs(List<LockedJob> jobs) {
        this.rows = new Arrays<>(jobs);
    }

    public @Nullable String[] places() {
        return rows.texts(LockedJob::place);
    }

    public @Nullable Instant[] nextRuns() {
        return rows.instants(LockedJob::nextRun);
    }
}
