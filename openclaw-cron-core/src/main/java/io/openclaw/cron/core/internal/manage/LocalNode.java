package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What changes of jobs tell the node of this process, after their commit, so that they take effect here at once. */
public interface LocalNode {
    /** Forgets reservations that the store has deleted, unless they have started. */
    void withdraw(List<OwnedExecution> deleted);

    /** Cancels an execution that the store has asked its node to cancel, if that is this one. */
    void cancel(UUID executionId);

    /** Forgets an execution that the store has ended, if this node has it; if it has started, interrupts it. */
    void drop(UUID executionId);

    /** Looks for work that is due at an instant. */
    void wake(Instant dueAt);

    /** The node under which this process owns executions now. */
    NodeId node();

    /**
     * Whether runs of a job may begin here without a claim: not where all nodes together have to mind a limit, and not while this
     * node takes nothing new.
     */
    boolean startsUnclaimed(CronJob job);

    /**
     * Runs an execution that the caller is about to insert for this node. If it turns out that it has to wait for its turn, any
     * node may run it.
     *
     * @param execution owned by this node
     * @param job its job
     * @param insert inserts it into the store, and tells how it is stored
     * @return completes with its final outcome
     */
    CompletionStage<CronExecution> runHere(CronExecution execution, CronJob job, Supplier<CronExecution> insert);

    /**
     * Waits for the end of an execution that was inserted already and that any node may run.
     *
     * @param executionId the execution; it may have ended by now
     * @param organizationId whose execution
     * @return completes with its final outcome
     */
    CompletionStage<CronExecution> awaitOutcome(UUID executionId, String organizationId);
}
