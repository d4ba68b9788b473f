package io.openclaw.cron.error;

/** A limit on how much an organization may have or do is reached; nothing has been changed. */
public final class QuotaExceededException extends CronException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which limit, its value, and how much there is already
     */
    public QuotaExceededException(String message) {
        super(message);
    }
}
