package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Where rows of statistics are, for as long as they are locked. */
final class StatisticsPlaces {
    static final StatisticsPlaces NONE = new StatisticsPlaces(List.of());

    private final Map<Key, String> places = new HashMap<>();

    StatisticsPlaces(List<Place> rows) {
        rows.forEach(row -> places.put(new Key(row.jobId, row.organizationId, row.hour), row.place));
    }

    private record Key(
            UUID jobId, String organizationId, @Nullable Instant hour) {}

    /**
     * Where a row is.
     *
     * @param jobId of which job
     * @param organizationId whose
     * @param hour of which hour; null for what is not by the hour
     * @param place where
     */
    record Place(
            UUID jobId, String organizationId, @Nullable Instant hour, String place) {
        static final RowMapper<Place> MAPPER = (row, context) -> {
            var columns = new Columns(row);
            return new Place(columns.id(), columns.text(), columns.instantOrNull(), columns.text());
        };
    }

    /** Where the state of a job is; null if there is none yet. */
    @Nullable
    String of(JobKey job) {
        return places.get(new Key(job.jobId(), job.organizationId(), null));
    }

    /** Where an hour of a job is; null if there is none yet. */
    @Nullable
    String of(RollupRow.Key hour) {
        return places.get(new Key(hour.jobId(), hour.organizationId(), hour.hour()));
    }
}
