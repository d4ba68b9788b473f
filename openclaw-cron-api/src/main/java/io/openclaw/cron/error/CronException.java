package io.openclaw.cron.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of the library's exceptions. Its message alone says what was wrong, with which value, and what is allowed;
 * it never holds a job's parameters.
 */
public class CronException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong
     */
    public CronException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what was wrong
     * @param cause what led to it, or null
     */
    public CronException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
