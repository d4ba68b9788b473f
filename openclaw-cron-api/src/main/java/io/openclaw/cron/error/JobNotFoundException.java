package io.openclaw.cron.error;

import java.util.UUID;

/** The caller's organization has no such job: it never had, or the job was deleted, or it belongs to another. */
public final class JobNotFoundException extends CronException {
    private static final long serialVersionUID = 1L;

    private final UUID jobId;

    /**
     * Creates the exception.
     *
     * @param jobId the id that was asked for
     */
    public JobNotFoundException(UUID jobId) {
        super("There is no job " + jobId + " in this organization");
        this.jobId = jobId;
    }

    /** The id that was asked for. */
    public UUID jobId() {
        return jobId;
    }
}
