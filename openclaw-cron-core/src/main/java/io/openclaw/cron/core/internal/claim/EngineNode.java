package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.manage.LocalNode;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.run.StopReason;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** This node, as the management of jobs sees it. */
public final class EngineNode implements LocalNode {
    private final NodeSession session;
    private final Dispatcher dispatcher;
    private final ClaimLoop claimLoop;
    private final OutcomeWaiters waiters;
    private final ClaimLimits limits;
    private final Drain drain;

    /** The node of one engine. */
    public EngineNode(
            NodeSession session,
            Dispatcher dispatcher,
            ClaimLoop claimLoop,
            OutcomeWaiters waiters,
            ClaimLimits limits,
            Drain drain) {
        this.session = session;
        this.dispatcher = dispatcher;
        this.claimLoop = claimLoop;
        this.waiters = waiters;
        this.limits = limits;
        this.drain = drain;
    }

    @Override
    public void withdraw(List<OwnedExecution> deleted) {
        dispatcher.withdraw(deleted);
    }

    @Override
    public void cancel(UUID executionId) {
        dispatcher.cancel(executionId);
    }

    @Override
    public void drop(UUID executionId) {
        dispatcher.stop(executionId, StopReason.CANCELLED);
    }

    @Override
    public void wake(Instant dueAt) {
        claimLoop.signalFor(dueAt);
    }

    @Override
    public NodeId node() {
        return session.node();
    }

    @Override
    public boolean startsUnclaimed(CronJob job) {
        return !drain.active() && !limits.concern(job.skillName());
    }

    @Override
    public CompletionStage<CronExecution> runHere(
            CronExecution execution, CronJob job, Supplier<CronExecution> insert) {
        var outcome = waiters.await(execution.executionId(), execution.organizationId());
        dispatcher.expect(new JobExecution(execution, job));
        CronExecution stored;
        try {
            stored = insert.get();
        } catch (RuntimeException | Error failure) {
            // If it was inserted all the same, the next beat finds it and gives it back to the queue.
            dispatcher.stop(execution.executionId(), StopReason.CANCELLED);
            waiters.forget(execution.executionId());
            throw failure;
        }
        if (stored.node() == null) {
            dispatcher.withdraw(List.of(OwnedExecution.of(execution)));
            claimLoop.signal();
        } else {
            dispatcher.inserted(execution);
        }
        return outcome;
    }

    @Override
    public CompletionStage<CronExecution> awaitOutcome(UUID executionId, String organizationId) {
        return waiters.await(executionId, organizationId);
    }
}
