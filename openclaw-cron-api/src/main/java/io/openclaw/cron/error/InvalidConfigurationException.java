package io.openclaw.cron.error;

/** A setting cannot be used, or contradicts another. */
public final class InvalidConfigurationException extends CronException {
    private static final long serialVersionUID = 1L;

    private final String option;
    private final String reason;

    /**
     * Creates the exception.
     *
     * @param option the option, or the environment variable it was read from
     * @param reason its value and what is allowed, goes on from the option's name
     */
    public InvalidConfigurationException(String option, String reason) {
        super("Configuration is not valid: " + option + " " + reason);
        this.option = option;
        this.reason = reason;
    }

    /** The option, or the environment variable it was read from. */
    public String option() {
        return option;
    }

    /** Its value and what is allowed. */
    public String reason() {
        return reason;
    }
}
