package io.openclaw.cron.spi.rules;

import io.openclaw.cron.CronExecution;

/** How an execution that no fire caused is inserted. Pure. */
public final class InsertDecision {
    private InsertDecision() {}

    /**
     * The execution as it is to be stored.
     *
     * @param execution as its caller wants it
     * @param othersLive whether another execution of its job is live
     */
    public static CronExecution of(CronExecution execution, boolean othersLive) {
        if (execution.node() == null) {
            return execution.toBuilder().fence(0).build();
        }
        var owned = execution.toBuilder().fence(1);
        return execution.inTurn() && othersLive ? owned.node(null).claimId(null).build() : owned.build();
    }
}
