package io.openclaw.cron.error;

/** A query asks for something that does not exist: a page size out of range, a cursor of another query. */
public final class InvalidQueryException extends CronException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     *
     * @param field the query's field
     * @param reason what is wrong with it and what is allowed, a sentence that goes on from the field's name
     */
    public InvalidQueryException(String field, String reason) {
        super("Query is not valid: " + field + " " + reason);
        this.field = field;
    }

    /** The query's field that is wrong. */
    public String field() {
        return field;
    }
}
