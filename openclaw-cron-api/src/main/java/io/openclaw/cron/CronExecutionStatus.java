package io.openclaw.cron;

/**
 * Where an execution is.
 */
public enum CronExecutionStatus {
    /** Reserved, queued, or waiting for its next attempt. */
    PENDING,
    /** Its skill has been called. */
    RUNNING,
    /** Its skill returned. */
    COMPLETED,
    /** All its attempts failed, or it may not be tried again. */
    FAILED,
    /** Its last attempt took too long. */
    TIMEOUT,
    /** It never ran: missed, overlapping, or due during a pause. */
    SKIPPED,
    /** It was cancelled before it could end by itself. */
    CANCELLED;

    /** Whether this is an end: nothing changes it any more. */
    public boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }
}
