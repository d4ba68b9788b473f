package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.spi.JobCount;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps count of the jobs of each organization, because half a million of them cannot be counted in a moment.
 *
 * <p>Counts are sums of entries. Whoever changes one adds to an entry that nobody is just working with, or a new one if there is
 * none. So transactions never wait for each other here, however long one of them stays open, and there are about as many entries as
 * there once were transactions at the same time.
 *
 * <p>The entry is locked by a statement of its own. A query within the statement that changes it may be run more than once: for each row
 * that it is compared with, and again for one that another transaction has just changed. It finds another entry each time. For a few
 * new jobs on PostgreSQL it is done otherwise, see {@link DirectInsertion}.
 */
public final class JobCounts {
    private final JobCountDao entries;
    private final TreeMap<String, JobCount> changes = new TreeMap<>();

    /** Counts through this handle. */
    public JobCounts(Handle handle) {
        this.entries = Daos.of(handle, JobCountDao.class);
    }

    /** How many jobs an organization has, or all of them. */
    public JobCount read(@Nullable String organizationId) {
        return organizationId == null ? entries.all() : entries.of(organizationId);
    }

    /** Counts jobs that are inserted. */
    void inserted(List<CronJob> jobs) {
        jobs.forEach(job -> add(job.organizationId(), of(job.status())));
        write();
    }

    /** Counts what a job's new state changes. */
    void changed(String organizationId, CronJobStatus before, CronJobStatus after) {
        var was = of(before);
        var is = of(after);
        add(organizationId, new JobCount(is.jobs() - was.jobs(), is.enabled() - was.enabled()));
        write();
    }

    /** Counts enabled jobs that are disabled. */
    void disabled(List<CronJob> jobs) {
        jobs.forEach(job -> add(job.organizationId(), new JobCount(0, -1)));
        write();
    }

    /** What a job of this state adds. */
    static JobCount of(CronJobStatus status) {
        return new JobCount(status == CronJobStatus.DELETED ? 0 : 1, status == CronJobStatus.ENABLED ? 1 : 0);
    }

    private void add(String organizationId, JobCount change) {
        if (change.jobs() != 0 || change.enabled() != 0) {
            changes.merge(organizationId, change, JobCounts::sum);
        }
    }

    private void write() {
        changes.forEach((organizationId, change) -> entries.lockFree(organizationId)
                .ifPresentOrElse(
                        entry -> entries.add(organizationId, entry, change.jobs(), change.enabled()),
                        () -> entries.insert(organizationId, UUID.randomUUID(), change.jobs(), change.enabled())));
        changes.clear();
    }

    private static JobCount sum(JobCount one, JobCount other) {
        return new JobCount(one.jobs() + other.jobs(), one.enabled() + other.enabled());
    }
}
