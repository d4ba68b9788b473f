package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import java.util.UUID;

/**
 * What became of an execution so far, on its way to the store.
 *
 * @param kind what happened
 * @param node the node that owned it when it happened
 * @param execution the execution as it shall be stored
 * @param job its job
 */
public record Outcome(Kind kind, NodeId node, CronExecution execution, CronJob job) {
    /** What happened to an execution. */
    public enum Kind {
        /** Its skill was called. */
        STARTED,
        /** Its skill reported progress. */
        PROGRESS,
        /** An attempt failed, and another follows. */
        RETRY,
        /** It was interrupted by no fault of its own, and goes back to be run again. */
        RETURNED,
        /** It has ended. */
        FINAL
    }

    /** The execution. */
    public UUID executionId() {
        return execution.executionId();
    }

    Outcome with(CronExecution changed) {
        return new Outcome(kind, node, changed, job);
    }
}
