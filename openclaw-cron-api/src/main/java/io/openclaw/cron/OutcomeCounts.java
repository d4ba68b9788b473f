package io.openclaw.cron;

/**
 * How many executions ended how.
 *
 * @param completed those that succeeded
 * @param failed those whose attempts all failed
 * @param timeout those whose last attempt took too long
 * @param skipped fire times that did not run; a skipped execution that stands for several counts each of them
 * @param cancelled those that somebody, or a change of the job, cancelled
 */
public record OutcomeCounts(long completed, long failed, long timeout, long skipped, long cancelled) {

    /** Nothing yet. */
    public static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, 0, 0);

    /** How many really ran to an end: completed, failed and timed out. */
    public long runs() {
        return completed + failed + timeout;
    }

    /** The share of {@link #runs} that completed, 0 to 1; 0 if there were none. */
    public double successRate() {
        return runs() == 0 ? 0 : (double) completed / runs();
    }

    /** The sum of both. */
    public OutcomeCounts plus(OutcomeCounts other) {
        return new OutcomeCounts(
                completed + other.completed,
                failed + other.failed,
                timeout + other.timeout,
                skipped + other.skipped,
                cancelled + other.cancelled);
    }
}
