package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code cron_next_runs} as columns; each method is one of them, bound by its name. */
public final class NextRunRows {
    private final Arrays<Row> rows;

    NextRunRows(List<Row> rows) {
        this.rows = new Arrays<>(rows);
    }

    static NextRunRows of(List<CronJob> jobs) {
        return new NextRunRows(
                jobs.stream().map(job -> Row.of(job, job.nextRun())).toList());
    }

    static NextRunRows of(CronJob job, @Nullable Instant nextRun) {
        return new NextRunRows(List.of(Row.of(job, nextRun)));
    }

    /**
     * A row.
     *
     * @param organizationId whose
     * @param jobId of which job
     * @param priority the job's
     * @param enabled whether it fires
     * @param nextRun when, or null
     */
    record Row(
            String organizationId,
            UUID jobId,
            int priority,
            boolean enabled,
            @Nullable Instant nextRun) {
        static Row of(CronJob job, @Nullable Instant nextRun) {
            return new Row(job.organizationId(), job.jobId(), job.priority(), job.enabled(), nextRun);
        }
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(Row::organizationId);
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(Row::jobId);
    }

    public Integer[] priorities() {
        return rows.integers(Row::priority);
    }

    public Boolean[] enabled() {
        return rows.flags(Row::enabled);
    }

    public @Nullable Instant[] nextRuns() {
        return rows.instants(Row::nextRun);
    }
}
