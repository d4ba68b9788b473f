package io.openclaw.cron.core.internal.json;

/**
 * A value is not made of JSON values only, or is too large. The message reads "path reason" and never shows the value
 * itself, which may be a secret.
 */
public final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    NotJsonException(String path, String reason) {
        super(path + " " + reason);
        this.path = path;
        this.reason = reason;
    }

    /** Where the offending value is, such as {@code skillParams.items[3].when}. */
    public String path() {
        return path;
    }

    /** What is wrong with it and what is allowed; goes on from the path. */
    public String reason() {
        return reason;
    }
}
