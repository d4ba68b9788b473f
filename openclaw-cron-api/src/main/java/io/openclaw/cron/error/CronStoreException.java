package io.openclaw.cron.error;

import org.jspecify.annotations.Nullable;

/**
 * The store could not be reached or did not do what was asked. Whether a change has been made is unknown unless the
 * message says so.
 */
public final class CronStoreException extends CronException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked of the store and what it answered, without any data
     * @param cause the driver's exception, or null
     */
    public CronStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
