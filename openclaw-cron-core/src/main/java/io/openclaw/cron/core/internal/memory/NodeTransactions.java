package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.NodeRegistration;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recovery;
import io.openclaw.cron.spi.rules.GivenBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Nodes coming and going, and what they own changing hands. Each method is to be called inside a transaction. */
public final class NodeTransactions {
    private final MemoryTables tables;

    /** Works on these tables. */
    public NodeTransactions(MemoryTables tables) {
        this.tables = tables;
    }

    /** Makes a node known. */
    public NodeRegistration register(NodeId node, Duration deadAfter, Instant now) {
        var overdue = overdue(node, deadAfter, now);
        var predecessors = tables.nodes.keySet().stream()
                .filter(other -> isPredecessor(node, other))
                .toList();
        if (!overdue.containsAll(predecessors)) {
            throw new CronStoreException(
                    "A node named '" + node.name() + "' is alive already; names of nodes must differ", null);
        }
        var takenBack = 0;
        for (var owner : tables.executions.owners()) {
            if (isPredecessor(node, owner)) {
                takenBack += giveBack(owner, row -> !isStarted(row), now);
            }
        }
        predecessors.forEach(tables.nodes::remove);
        tables.nodes.merge(node, NodeRow.registered(now), (row, same) -> row.beat(now, row.clockOffset()));
        var others = new HashSet<>(tables.nodes.keySet());
        others.remove(node);
        return new NodeRegistration(now, !overdue.containsAll(others), takenBack);
    }

    /** Hears that a node is alive, and tells it what it owns. */
    public HeartbeatReply heartbeat(NodeId node, Duration clockOffset, Instant now) {
        var row = tables.nodes.computeIfPresent(node, (same, before) -> before.beat(now, clockOffset));
        if (row == null) {
            return new HeartbeatReply(false, now, false, false, List.of(), Set.of());
        }
        var owned = new ArrayList<OwnedExecution>();
        var cancelRequested = new HashSet<UUID>();
        for (var execution : tables.executions.ownedBy(node)) {
            owned.add(OwnedExecution.of(execution.value()));
            if (execution.value().cancelRequestedAt() != null) {
                cancelRequested.add(execution.value().executionId());
            }
        }
        return new HeartbeatReply(true, now, tables.nodes.size() > 1, row.draining(), owned, cancelRequested);
    }

    /** Says that a node shall take nothing new, or take work again. */
    public boolean drain(NodeId node, boolean draining) {
        return tables.nodes.computeIfPresent(node, (same, row) -> row.draining(draining)) != null;
    }

    /** All nodes, with what they hold. */
    public List<CronNode> list() {
        return tables.nodes.entrySet().stream()
                .map(entry -> shown(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(shown -> shown.node().name()))
                .toList();
    }

    private CronNode shown(NodeId node, NodeRow row) {
        var owned = tables.executions.ownedBy(node);
        var running = owned.stream()
                .filter(NodeTransactions::isStarted)
                .map(ExecutionRow::value)
                .map(execution -> new CronNode.Running(
                        execution.executionId(),
                        execution.jobId(),
                        execution.organizationId(),
                        execution.skillName(),
                        execution.startedAt()))
                .sorted(Comparator.comparing(
                        CronNode.Running::startedAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return new CronNode(
                node,
                row.startedAt(),
                row.lastBeat(),
                row.clockOffset(),
                row.draining(),
                owned.size() - running.size(),
                running);
    }

    /** Declares nodes dead and takes back what they own, and what nodes own that are no more. */
    public Recovery recover(NodeId asking, Duration deadAfter, int maxRecoveries, Instant now) {
        var dead = overdue(asking, deadAfter, now);
        var waiting = new ArrayList<JobExecution>();
        var ended = new ArrayList<JobExecution>();
        for (var owner : tables.executions.owners()) {
            if (!owner.equals(asking) && (dead.contains(owner) || !tables.nodes.containsKey(owner))) {
                for (var row : tables.executions.ownedBy(owner)) {
                    var after = GivenBack.byDeadNode(row.job.job(), row.value(), maxRecoveries, now);
                    tables.executions.change(row, after, now);
                    (after.status().isFinal() ? ended : waiting).add(row.withJob());
                }
            }
        }
        tables.nodes.keySet().removeAll(dead);
        return new Recovery(waiting, ended);
    }

    /** Takes a node off. */
    public void deregister(NodeId node, Instant now) {
        if (tables.nodes.containsKey(node)) {
            giveBack(node, row -> !isStarted(row), now);
            tables.nodes.remove(node);
        }
    }

    /** Gives back what a claim reserved and has not started. */
    public void releaseClaim(NodeId node, UUID claimId, Instant now) {
        giveBack(node, row -> !isStarted(row) && claimId.equals(row.value().claimId()), now);
    }

    /** Gives back executions. */
    public void release(NodeId node, List<OwnedExecution> executions, Instant now) {
        for (var execution : executions) {
            var row = tables.executions.find(execution.executionId());
            if (row != null && isOwned(row.value(), node) && row.value().fence() == execution.fence()) {
                tables.executions.change(row, GivenBack.byLivingNode(row.job.job(), row.value(), now), now);
            }
        }
    }

    private int giveBack(NodeId owner, Predicate<ExecutionRow> which, Instant now) {
        var waiting = 0;
        for (var row : tables.executions.ownedBy(owner)) {
            if (which.test(row)) {
                var after = GivenBack.byLivingNode(row.job.job(), row.value(), now);
                tables.executions.change(row, after, now);
                waiting += after.status().isFinal() ? 0 : 1;
            }
        }
        return waiting;
    }

    private Set<NodeId> overdue(NodeId asking, Duration deadAfter, Instant now) {
        var overdue = new HashSet<NodeId>();
        tables.nodes.forEach((node, row) -> {
            if (!node.equals(asking) && Duration.between(row.lastBeat(), now).compareTo(deadAfter) > 0) {
                overdue.add(node);
            }
        });
        return overdue;
    }

    private static boolean isPredecessor(NodeId node, NodeId other) {
        return other.name().equals(node.name()) && !other.equals(node);
    }

    private static boolean isStarted(ExecutionRow row) {
        return row.value().status() == CronExecutionStatus.RUNNING;
    }

    static boolean isOwned(@Nullable CronExecution execution, NodeId node) {
        return execution != null && ExecutionRow.live(execution) && node.equals(execution.node());
    }
}
