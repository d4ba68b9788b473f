package io.openclaw.cron.spi;

import org.jspecify.annotations.Nullable;

/** A skill failed, with a code of its own, and knows whether another attempt makes sense. */
public class SkillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retryable;

    /**
     * Creates the exception.
     *
     * @param code a short word for programs, at most 255 characters
     * @param message one sentence for a person
     * @param retryable whether another attempt makes sense
     * @param cause what led to it, or null
     */
    public SkillException(String code, String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryable = retryable;
    }

    /** A failure that no further attempt would mend. */
    public static SkillException permanent(String code, String message) {
        return new SkillException(code, message, false, null);
    }

    /** A failure that another attempt might mend. */
    public static SkillException temporary(String code, String message) {
        return new SkillException(code, message, true, null);
    }

    /** The short word for programs. */
    public String code() {
        return code;
    }

    /** Whether another attempt makes sense. */
    public boolean retryable() {
        return retryable;
    }
}
