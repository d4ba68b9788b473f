package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.StoreListener;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Follows what other nodes have done, at once instead of at the next beat or poll. */
public final class RemoteChanges implements StoreListener {
    private final Dispatcher dispatcher;
    private final ClaimLoop claimLoop;
    private final Heartbeat heartbeat;

    /** What follows, in this node. */
    public RemoteChanges(Dispatcher dispatcher, ClaimLoop claimLoop, Heartbeat heartbeat) {
        this.dispatcher = dispatcher;
        this.claimLoop = claimLoop;
        this.heartbeat = heartbeat;
    }

    @Override
    public void workChanged() {
        claimLoop.signal();
    }

    @Override
    public void withdrawn(List<OwnedExecution> executions) {
        dispatcher.withdraw(executions);
        // The job may be due at another time now, and there is more room.
        claimLoop.signal();
    }

    @Override
    public void cancelRequested(Set<UUID> executionIds) {
        executionIds.forEach(dispatcher::cancel);
    }

    @Override
    public void missed() {
        heartbeat.beatNow();
        claimLoop.signal();
    }
}
