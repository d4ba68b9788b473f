package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobChanged;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes jobs to the store and announces what was committed. */
public final class JobWrites {
    private static final Logger log = LoggerFactory.getLogger(JobWrites.class);

    /** One is enough against a single other writer; ten in a row lose only against a program that never stops writing. */
    private static final int ATTEMPTS = 10;

    private final CronStore store;
    private final EngineClock clock;
    private final JobLookup jobs;
    private final JobChanges changes;
    private final Announcements announcements;
    private final JobLocks announcingInTurn = new JobLocks();

    /** Writes to this store. */
    public JobWrites(
            CronStore store, EngineClock clock, JobLookup jobs, JobChanges changes, Announcements announcements) {
        this.store = store;
        this.clock = clock;
        this.jobs = jobs;
        this.changes = changes;
        this.announcements = announcements;
    }

    /** Inserts jobs that are all drafted as of the same moment, all or none. */
    List<CronJob> insert(Function<Instant, List<CronJob>> drafts) {
        var now = clock.now();
        var created = drafts.apply(now);
        if (created.isEmpty()) {
            return created;
        }
        store.insertJobs(created);
        logCreated(created);
        announcements.created(created, now);
        return created;
    }

    /**
     * Changes a job, computing the change anew as long as others change the job meanwhile.
     *
     * @param edit gives the job as it shall be; the same to change nothing
     * @return the job as it is now
     * @throws JobNotFoundException if the organization has no such job
     * @throws JobConflictException if its key is taken, or others did not stop changing it
     */
    CronJob change(UUID jobId, Caller caller, Edit edit) {
        for (var attempt = 1; ; attempt++) {
            var now = clock.now();
            var job = jobs.require(jobId, caller);
            var change = changes.between(job, edit.of(job, now), now, () -> jobs.liveFires(job));
            if (change.isEmpty()) {
                return job;
            }
            try {
                return commit(job, change.get());
            } catch (JobConflictException conflict) {
                if (attempt == ATTEMPTS || !changedMeanwhile(job)) {
                    throw conflict;
                }
            }
        }
    }

    /** What a job shall be. */
    @FunctionalInterface
    interface Edit {
        CronJob of(CronJob job, Instant now);
    }

    private CronJob commit(CronJob before, JobChange change) {
        var announcing = announcingInTurn.of(before.jobId());
        announcing.lock();
        try {
            var done = store.updateJob(change);
            logChanged(before, done);
            announcements.changed(done, skipped(change), change.now());
            return done.job();
        } finally {
            announcing.unlock();
        }
    }

    /** The store passes over a skipped range whose first fire a claim has decided in the meantime. */
    private Optional<CronExecution> skipped(JobChange change) {
        var skipped = change.skipped();
        return skipped == null
                ? Optional.empty()
                : store.findExecution(skipped.executionId(), skipped.organizationId());
    }

    private static void logCreated(List<CronJob> jobs) {
        if (jobs.size() > 1) {
            log.info("{} jobs created, from job={} on", jobs.size(), jobs.get(0).jobId());
            return;
        }
        var job = jobs.get(0);
        log.info(
                "job={} org={} created, status={} nextRun={}",
                job.jobId(),
                job.organizationId(),
                job.status(),
                job.nextRun());
    }

    private static void logChanged(CronJob before, JobChanged done) {
        var job = done.job();
        log.info(
                "job={} org={} changed, version={} status={}->{} nextRun={} cancelled={} withdrawn={}",
                job.jobId(),
                job.organizationId(),
                job.version(),
                before.status(),
                job.status(),
                job.nextRun(),
                done.cancelled().size(),
                done.deleted().size());
    }

    /** A conflict is about the version or about the key; only the first kind goes away by itself. */
    private boolean changedMeanwhile(CronJob seen) {
        return jobs.require(seen.jobId(), seen.organizationId()).version() != seen.version();
    }
}
