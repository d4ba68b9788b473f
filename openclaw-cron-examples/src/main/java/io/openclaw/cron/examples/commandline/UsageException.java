package io.openclaw.cron.examples.commandline;

/** The command line cannot be understood; the message says why and what is allowed. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with which value, and what is allowed
     */
    public UsageException(String message) {
        super(message);
    }
}
