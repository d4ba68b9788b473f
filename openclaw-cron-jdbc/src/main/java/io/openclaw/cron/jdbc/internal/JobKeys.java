package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of jobs as columns, in the order in which their rows are locked. */
public final class JobKeys {
    private static final Comparator<JobKey> ORDER =
            Comparator.comparing(JobKey::organizationId).thenComparing(JobKey::jobId);

    private final Arrays<JobKey> rows;

    JobKeys(Collection<JobKey> keys) {
        this.rows = new Arrays<>(keys.stream().distinct().sorted(ORDER).toList());
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(JobKey::organizationId);
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(JobKey::jobId);
    }
}
