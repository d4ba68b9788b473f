package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one organization has. Organizations share nothing, so that no query of one can see a row of another. */
final class Organization {
    /** Its id. */
    final String id;

    /** Its jobs, deleted ones too, in the order of their insertion. */
    final List<JobRow> jobs = new ArrayList<>();

    /** Its executions by id, that is from the oldest. */
    final SortedRows history = new SortedRows(ExecutionRow.BY_ID);

    /** Its final executions by the time of their end. */
    final SortedRows ended = new SortedRows(ExecutionRow.BY_END);

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
