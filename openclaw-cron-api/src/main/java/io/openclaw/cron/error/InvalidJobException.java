package io.openclaw.cron.error;

/** A job, or a change of one, breaks a rule; nothing has been changed. */
public final class InvalidJobException extends CronException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    /**
     * Creates the exception.
     *
     * @param field the request's field
     * @param reason what is wrong with it, its value if that is short, and what is allowed; goes on from the field's name
     */
    public InvalidJobException(String field, String reason) {
        super("Job is not valid: " + field + " " + reason);
        this.field = field;
        this.reason = reason;
    }

    /** The request's field that is wrong. */
    public String field() {
        return field;
    }

    /** What is wrong with it and what is allowed. */
    public String reason() {
        return reason;
    }
}
