package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.jdbc.internal.JobDao.KeyHolder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Jobs coming. */
public final class JobInsertion {
    private static final String COPYING = "copying";
    private static final Comparator<CronJob> ORDER =
            Comparator.comparing(CronJob::organizationId).thenComparing(CronJob::jobId);

    /** Of fewer, the statements that copying adds would be felt. */
    private static final int MANY = 100;

    /** An id or a key is taken; of which job, only the longer way tells. */
    private static final String TAKEN = "23505";

    private final Handle handle;
    private final boolean mayCopy;
    private final JobDao jobs;

    /**
     * Inserts through this handle.
     *
     * @param mayCopy whether the database can copy many jobs, which it cannot in the role of a tenant
     */
    public JobInsertion(Handle handle, boolean mayCopy) {
        this.handle = handle;
        this.mayCopy = mayCopy;
        this.jobs = Daos.of(handle, JobDao.class);
    }

    /** Inserts jobs, all or none, in a transaction. */
    public void insert(List<CronJob> inserted) {
        if (inserted.isEmpty()) {
            return;
        }
        requireDistinctIds(inserted);
        requireFreeKeys(jobs, inserted);
        var ordered = inserted.stream().sorted(ORDER).toList();
        if (!mayCopy || ordered.size() < MANY || !copied(ordered)) {
            insertArrays(ordered);
        }
        new JobCounts(handle).inserted(ordered);
    }

    /** Copies them, or leaves all as it was if an id or a key is taken. */
    private boolean copied(List<CronJob> inserted) {
        handle.savepoint(COPYING);
        try {
            new JobCopy(handle).insert(inserted);
        } catch (UnableToExecuteStatementException failure) {
            if (!TAKEN.equals(DatabaseError.stateOf(failure))) {
                throw failure;
            }
            handle.rollbackToSavepoint(COPYING);
            return false;
        }
        handle.releaseSavepoint(COPYING);
        return true;
    }

    private void insertArrays(List<CronJob> inserted) {
        var rows = new JobRows(inserted);
        var count = jobs.insert(rows);
        if (count < inserted.size()) {
            throw taken(inserted, count);
        }
        Daos.of(handle, NextRunDao.class).insert(NextRunRows.of(inserted));
    }

    private static void requireDistinctIds(List<CronJob> inserted) {
        var ids = new HashSet<UUID>();
        for (var job : inserted) {
            if (!ids.add(job.jobId())) {
                throw new CronStoreException("Two jobs have the id " + job.jobId() + "; nothing was inserted", null);
            }
        }
    }

    private static CronStoreException taken(List<CronJob> wanted, int inserted) {
        var what = wanted.size() == 1
                ? "There is a job " + wanted.get(0).jobId() + " already"
                : "Of these " + wanted.size() + " jobs there are " + (wanted.size() - inserted) + " already";
        return new CronStoreException(what + "; nothing was inserted", null);
    }

    /** Refuses jobs whose keys other jobs have. */
    static void requireFreeKeys(JobDao jobs, List<CronJob> wanted) {
        var keyed = wanted.stream()
                .filter(job -> job.jobKey() != null && job.status() != CronJobStatus.DELETED)
                .toList();
        if (keyed.isEmpty()) {
            return;
        }
        record Key(String organizationId, String jobKey) {}
        var holders = new HashMap<Key, UUID>();
        for (KeyHolder holder : jobs.holders(new JobRows(keyed))) {
            holders.put(new Key(holder.organizationId(), holder.jobKey()), holder.jobId());
        }
        for (var job : keyed) {
            var key = requireNonNull(job.jobKey());
            var holder = holders.putIfAbsent(new Key(job.organizationId(), key), job.jobId());
            if (holder != null && !holder.equals(job.jobId())) {
                throw JobConflictException.key(job.jobId(), key);
            }
        }
    }
}
