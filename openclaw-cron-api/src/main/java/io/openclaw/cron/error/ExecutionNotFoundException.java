package io.openclaw.cron.error;

import java.util.UUID;

/** The caller's organization has no such execution: it never had, or retention removed it, or it belongs to another. */
public final class ExecutionNotFoundException extends CronException {
    private static final long serialVersionUID = 1L;

    private final UUID executionId;

    /**
     * Creates the exception.
     *
     * @param executionId the id that was asked for
     */
    public ExecutionNotFoundException(UUID executionId) {
        super("There is no execution " + executionId + " in this organization");
        this.executionId = executionId;
    }

    /** The id that was asked for. */
    public UUID executionId() {
        return executionId;
    }
}
