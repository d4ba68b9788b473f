package io.openclaw.cron.error;

import java.util.UUID;

/** The job was changed by somebody else meanwhile, its key is taken, or its state does not allow what was asked. */
public final class JobConflictException extends CronException {
    private static final long serialVersionUID = 1L;

    private final UUID jobId;

    private JobConflictException(UUID jobId, String message) {
        super(message);
        this.jobId = jobId;
    }

    /**
     * The job has another version than the caller has seen.
     *
     * @param jobId the job
     * @param expectedVersion the version that the caller has seen
     * @param actualVersion the version that it has
     */
    public static JobConflictException version(UUID jobId, long expectedVersion, long actualVersion) {
        return new JobConflictException(
                jobId,
                "Job " + jobId + " was changed meanwhile (expected version " + expectedVersion + ", found "
                        + actualVersion + "); reload it and try again");
    }

    /**
     * Another job of the organization has the key.
     *
     * @param jobId the job that should have got the key
     * @param jobKey the key
     */
    public static JobConflictException key(UUID jobId, String jobKey) {
        return new JobConflictException(
                jobId, "The job key '" + jobKey + "' is taken by another job of this organization");
    }

    /**
     * The job is in a state that does not allow what was asked.
     *
     * @param jobId the job
     * @param reason the state and what is allowed, goes on from the job's id
     */
    public static JobConflictException state(UUID jobId, String reason) {
        return new JobConflictException(jobId, "Job " + jobId + " " + reason);
    }

    /** The job. */
    public UUID jobId() {
        return jobId;
    }
}
