package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.error.CronStoreException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Jobs that users create one by one, on PostgreSQL: those that come at about the same time are inserted together, so that
 * more threads need hardly more statements and commits. Thread-safe, if the transactions are.
 */
public final class GatheredInsertions {
    private static final String INSERTING = "insert jobs";

    /** Shorter than a statement of one job, and about as short as a timer can be. */
    private static final Duration PATIENCE = Duration.ofNanos(70_000);

    private final Transactions transactions;
    private final Notifier notifier;
    private final DirectInsertion direct;
    private final Gathering<CronJob, Boolean> gathering = new Gathering<>(DirectInsertion.MOST, PATIENCE, this::insert);

    /** Inserts in these transactions. */
    public GatheredInsertions(Transactions transactions, Notifier notifier, DirectInsertion direct) {
        this.transactions = transactions;
        this.notifier = notifier;
        this.direct = direct;
    }

    /**
     * Inserts a job, if nothing is in its way.
     *
     * @return whether it is inserted; if not, {@link JobInsertion} finds out why
     */
    public boolean insert(CronJob job) {
        return mustBeAlone(job) ? insert(List.of(job)).get(0) : gathering.with(job);
    }

    /** A job with a key may wait for a transaction of a host's that inserts the same key, and a tenant's role is for one tenant. */
    private boolean mustBeAlone(CronJob job) {
        return job.jobKey() != null || transactions.confines();
    }

    private List<Boolean> insert(List<CronJob> jobs) {
        if (jobs.stream().map(CronJob::jobId).distinct().count() < jobs.size()) {
            return none(jobs);
        }
        try {
            return transactions.writeAtOnce(
                    INSERTING,
                    jobs.get(0).organizationId(),
                    handle -> direct.insert(handle, jobs, notifier.of(Signal.WORK)));
        } catch (CronStoreException failure) {
            if (jobs.size() > 1 && DatabaseError.of(failure) == DatabaseError.DATA) {
                // Whose values are refused it does not say, and the others' are good.
                return none(jobs);
            }
            throw failure;
        }
    }

    private static List<Boolean> none(List<CronJob> jobs) {
        return Collections.nCopies(jobs.size(), false);
    }
}
