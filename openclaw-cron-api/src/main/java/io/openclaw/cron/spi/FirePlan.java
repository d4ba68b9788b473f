package io.openclaw.cron.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fires of a due job come to.
 *
 * @param fires what to insert, in the order of their times
 * @param nextRun the first fire that is not decided yet, or null if there is none
 * @param replaceLive whether to cancel the live executions of the job first: those that no node holds end as
 *     cancelled, the nodes of the others are asked to end them
 * @param disable why to disable the job, or null to leave it enabled
 */
public record FirePlan(
        List<PlannedFire> fires,
        @Nullable Instant nextRun,
        boolean replaceLive,
        @Nullable String disable) {

    /** Copies the list. */
    public FirePlan {
        fires = List.copyOf(fires);
    }

    /** Decides nothing now: the job stays due. */
    public static FirePlan leave(DueJob due) {
        return new FirePlan(List.of(), due.job().nextRun(), false, null);
    }

    /** Disables a job that has become unusable. */
    public static FirePlan disable(String reason) {
        return new FirePlan(List.of(), null, false, reason);
    }
}
