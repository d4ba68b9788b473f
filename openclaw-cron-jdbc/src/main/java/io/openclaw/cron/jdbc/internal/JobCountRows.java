package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.JobCountDao.Entry;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries of counts as columns; each method is one of them, bound by its name. */
public final class JobCountRows {
    private final Arrays<Entry> rows;

    JobCountRows(List<Entry> entries) {
        this.rows = new Arrays<>(entries);
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(Entry::organizationId);
    }

    public @Nullable UUID[] entryIds() {
        return rows.ids(Entry::entryId);
    }

    public Long[] jobs() {
        return rows.numbers(Entry::jobs);
    }

    public Long[] enabled() {
        return rows.numbers(Entry::enabled);
    }
}
