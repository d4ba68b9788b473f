package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one organization has. Organizations share nothing, so that no query of one can see a row of another. */
final class Organization {
    private static final Comparator<ExecutionRow> END_ORDER = Comparator.<ExecutionRow, Instant>comparing(
                    row -> requireNonNull(row.value().completedAt()))
            .thenComparing(row -> row.value().executionId(), TimeOrderedId.ORDER);

    /** Its id. */
    final String id;

    /** Its jobs, deleted ones too, in the order of their insertion. */
    final List<JobRow> jobs = new ArrayList<>();

    /** Its executions by id, that is from the oldest. */
    final NavigableMap<UUID, ExecutionRow> history = new TreeMap<>(TimeOrderedId.ORDER);

    /** Its final executions by the time of their end. */
    final NavigableSet<ExecutionRow> ended = new TreeSet<>(END_ORDER);

    /** Its statistics. */
    final RollupSeries rollups = new RollupSeries();

    private final Map<String, JobRow> byKey = new HashMap<>();
    private long present;
    private long enabled;

    Organization(String id) {
        this.id = id;
    }

    /** How many jobs there are that are not deleted. */
    long present() {
        return present;
    }

    /** How many of them are enabled. */
    long enabled() {
        return enabled;
    }

    /** The job that holds a key, or null. */
    @Nullable
    JobRow ofKey(String jobKey) {
        return byKey.get(jobKey);
    }

    /** Counts a job and holds its key for it, unless it is deleted. */
    void enlist(JobRow row) {
        var job = row.job();
        if (job.status() != CronJobStatus.DELETED) {
            count(job, 1);
            if (job.jobKey() != null) {
                byKey.put(job.jobKey(), row);
            }
        }
    }

    /** Takes back what {@link #enlist} did. */
    void delist(JobRow row) {
        var job = row.job();
        if (job.status() != CronJobStatus.DELETED) {
            count(job, -1);
            if (job.jobKey() != null) {
                byKey.remove(job.jobKey());
            }
        }
    }

    private void count(CronJob job, int by) {
        present += by;
        enabled += job.enabled() ? by : 0;
    }
}
