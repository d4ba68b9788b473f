package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A node that remembers what it was told, and runs nothing. */
final class RecordingNode implements LocalNode {
    final List<UUID> withdrawn = new CopyOnWriteArrayList<>();
    final List<UUID> cancelled = new CopyOnWriteArrayList<>();
    final List<Instant> woken = new CopyOnWriteArrayList<>();
    final List<CronExecution> ranHere = new CopyOnWriteArrayList<>();
    final List<UUID> awaited = new CopyOnWriteArrayList<>();
    volatile boolean startsUnclaimed = true;
    final CompletableFuture<CronExecution> outcome = new CompletableFuture<>();

    void forget() {
        withdrawn.clear();
        cancelled.clear();
        woken.clear();
        ranHere.clear();
        awaited.clear();
    }

    boolean heardNothing() {
        return withdrawn.isEmpty() && cancelled.isEmpty() && woken.isEmpty() && ranHere.isEmpty() && awaited.isEmpty();
    }

    @Override
    public void withdraw(List<OwnedExecution> deleted) {
        deleted.forEach(execution -> withdrawn.add(execution.executionId()));
    }

    @Override
    public void cancel(UUID executionId) {
        cancelled.add(executionId);
    }

    @Override
    public void drop(UUID executionId) {
        cancelled.add(executionId);
    }

    @Override
    public void wake(Instant dueAt) {
        woken.add(dueAt);
    }

    @Override
    public NodeId node() {
        return ManagedStore.nodeId("here");
    }

    @Override
    public boolean startsUnclaimed(CronJob job) {
        return startsUnclaimed;
    }

    @Override
    public CompletionStage<CronExecution> runHere(
            CronExecution execution, CronJob job, Supplier<CronExecution> insert) {
        var stored = insert.get();
        if (stored.node() == null) {
            awaited.add(stored.executionId());
        } else {
            ranHere.add(execution);
        }
        return outcome;
    }

    @Override
    public CompletionStage<CronExecution> awaitOutcome(UUID executionId, String organizationId) {
        awaited.add(executionId);
        return outcome;
    }
}
