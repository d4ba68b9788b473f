package io.openclaw.cron;

/**
 * What happens to a job's fires that are missed, overlap, or lose their node.
 *
 * @param misfire what becomes of fires that are claimed too late
 * @param overlap what becomes of a fire while an earlier execution of the job is live
 * @param recovery what becomes of a started execution whose node died
 * @param catchUpAfterPause whether resuming treats what was due during a pause as missed fires instead of skipping
 *     it
 */
public record JobPolicies(
        MisfirePolicy misfire, OverlapPolicy overlap, RecoveryPolicy recovery, boolean catchUpAfterPause) {

    /** Fire once, skip what overlaps, run again after a crash, and do not catch up after a pause. */
    public static final JobPolicies DEFAULT =
            new JobPolicies(MisfirePolicy.FIRE_ONCE, OverlapPolicy.SKIP, RecoveryPolicy.RERUN, false);

    /** These policies with another misfire policy. */
    public JobPolicies with(MisfirePolicy changed) {
        return new JobPolicies(changed, overlap, recovery, catchUpAfterPause);
    }

    /** These policies with another overlap policy. */
    public JobPolicies with(OverlapPolicy changed) {
        return new JobPolicies(misfire, changed, recovery, catchUpAfterPause);
    }

    /** These policies with another recovery policy. */
    public JobPolicies with(RecoveryPolicy changed) {
        return new JobPolicies(misfire, overlap, changed, catchUpAfterPause);
    }

    /** These policies with catching up after a pause switched on or off. */
    public JobPolicies withCatchUpAfterPause(boolean changed) {
        return new JobPolicies(misfire, overlap, recovery, changed);
    }
}
