package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.NextRunDao.Due;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs that are due as columns; each method is one of them, bound by its name. */
public final class DueRows {
    private final Arrays<Due> rows;

    DueRows(List<Due> due) {
        this.rows = new Arrays<>(due);
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(due -> due.key().organizationId());
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(due -> due.key().jobId());
    }

    public @Nullable Instant[] nextRuns() {
        return rows.instants(Due::nextRun);
    }
}
