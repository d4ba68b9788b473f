package io.openclaw.cron;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in an attempt, or why an execution was skipped or cancelled.
 *
 * @param code a short word for programs: the name of an exception's class, the skill's own code, or one of the
 *     constants here
 * @param message one sentence for a person, at most 16 KiB; longer ones are cut and say so
 * @param stack the stack trace, at most 16 KiB, or null
 */
public record CronExecutionError(
        String code, String message, @Nullable String stack) {

    /** Skipped: an earlier execution of the job was live. */
    public static final String OVERLAP = "overlap";

    /** Skipped: an earlier execution of the job was live and too many were waiting already. */
    public static final String QUEUE_FULL = "queue_full";

    /** Skipped: claimed too late, and the misfire policy does not make up for it. */
    public static final String MISSED = "missed";

    /** Skipped: due before this node started, and automatic recovery is off. */
    public static final String NO_RECOVERY = "no_recovery";

    /** Skipped: due while the job was paused. */
    public static final String PAUSED = "paused";

    /** Cancelled: somebody asked for it. */
    public static final String CANCELLED = "cancelled";

    /** Cancelled: the job was disabled or deleted while the execution was waiting. */
    public static final String JOB_WITHDRAWN = "job_withdrawn";

    /** Cancelled: a newer fire of the job took its place. */
    public static final String REPLACED = "replaced";

    /** The attempt took longer than its timeout. */
    public static final String TIMEOUT = "timeout";

    /** The node died too often, or the job's policy does not run it again. */
    public static final String NODE_LOST = "node_lost";

    /** An error with a code and a message and no stack trace. */
    public static CronExecutionError of(String code, String message) {
        return new CronExecutionError(code, message, null);
    }
}
