package io.openclaw.cron;

/**
 * What becomes of an execution that had started on a node that died.
 */
public enum RecoveryPolicy {
    /** It runs again, without using up a retry, at most {@code maxRecoveries} times. */
    RERUN,
    /** It ends as failed. */
    FAIL
}
