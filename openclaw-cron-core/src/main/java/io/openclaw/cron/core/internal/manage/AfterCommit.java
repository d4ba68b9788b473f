package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The node of this process and the listeners, told of changes only when the store says that these are committed. */
public final class AfterCommit implements LocalNode, EventSink {
    private final CronStore store;
    private final LocalNode node;
    private final EventSink events;

    /**
     * Tells these two later.
     *
     * @param store knows when
     */
    public AfterCommit(CronStore store, LocalNode node, EventSink events) {
        this.store = store;
        this.node = node;
        this.events = events;
    }

    @Override
    public void send(CronEvent event) {
        store.afterCommit(() -> events.send(event));
    }

    @Override
    public void withdraw(List<OwnedExecution> deleted) {
        store.afterCommit(() -> node.withdraw(deleted));
    }

    @Override
    public void cancel(UUID executionId) {
        store.afterCommit(() -> node.cancel(executionId));
    }

    @Override
    public void drop(UUID executionId) {
        store.afterCommit(() -> node.drop(executionId));
    }

    @Override
    public void wake(Instant dueAt) {
        store.afterCommit(() -> node.wake(dueAt));
    }

    @Override
    public NodeId node() {
        return node.node();
    }

    @Override
    public boolean startsUnclaimed(CronJob job) {
        return node.startsUnclaimed(job);
    }

    @Override
    public CompletionStage<CronExecution> runHere(
            CronExecution execution, CronJob job, Supplier<CronExecution> insert) {
        throw new UnsupportedOperationException("A run that is not committed cannot start");
    }

    @Override
    public CompletionStage<CronExecution> awaitOutcome(UUID executionId, String organizationId) {
        throw new UnsupportedOperationException("A run that is not committed cannot be waited for");
    }
}
