package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.internal.NodeDao.Node;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.NodeRegistration;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Nodes coming and going, and what they own changing hands. */
public final class NodeTransactions {
    private final Handle handle;
    private final NodeDao nodes;
    private final GivingBack givingBack;

    /** A transaction on this handle. */
    public NodeTransactions(Handle handle, Statistics statistics) {
        this.handle = handle;
        this.nodes = Daos.of(handle, NodeDao.class);
        this.givingBack = new GivingBack(handle, statistics);
    }

    /**
     * Makes a node known.
     *
     * @param goneIfHeardAfter after which instant a node of the same name cannot have been heard of and still live; null if
     *     nothing but its silence tells
     */
    public NodeRegistration register(NodeId node, Duration deadAfter, @Nullable Instant goneIfHeardAfter) {
        var predecessors = nodes.lockNamed(node.name(), node.incarnation());
        var now = nodes.now();
        if (!predecessors.stream()
                .allMatch(other -> isGone(other, goneIfHeardAfter) || isOverdue(other, deadAfter, now))) {
            throw new CronStoreException(
                    "A node named '" + node.name() + "' is alive already; names of nodes must differ", null);
        }
        predecessors.forEach(predecessor -> nodes.delete(predecessor.nodeId()));
        var takenBack = nodes.gone().stream()
                .filter(owner ->
                        owner.nodeName().equals(node.name()) && !owner.nodeId().equals(node.incarnation()))
                .flatMap(owner ->
                        givingBack.byLivingNode(owner.nodeId(), execution -> !isStarted(execution), now).stream())
                .filter(execution -> !execution.status().isFinal())
                .count();
        // Whoever did not hear the answer to its registration registers again.
        if (nodes.beat(node.incarnation(), now) == 0) {
            nodes.insert(node.incarnation(), node.name(), now);
        }
        var othersAlive = nodes.all().stream()
                .anyMatch(other -> !other.nodeId().equals(node.incarnation()) && !isOverdue(other, deadAfter, now));
        return new NodeRegistration(now, othersAlive, (int) takenBack);
    }

    /** Says that a node shall take nothing new, or take work again. */
    public boolean drain(NodeId node, boolean draining) {
        return nodes.drain(node.incarnation(), draining) > 0;
    }

    /** All nodes, with what they hold. */
    public List<CronNode> list() {
        var reserved =
                nodes.reserved().stream().collect(Collectors.toMap(NodeDao.Reserved::nodeId, NodeDao.Reserved::count));
        var running = nodes.running().stream()
                .collect(Collectors.groupingBy(
                        NodeDao.RunningOn::nodeId,
                        Collectors.mapping(NodeDao.RunningOn::running, Collectors.toList())));
        return nodes.all().stream()
                .map(node -> new CronNode(
                        node.id(),
                        node.registeredAt(),
                        node.lastBeat(),
                        Duration.of(node.clockOffsetUs(), ChronoUnit.MICROS),
                        node.draining(),
                        reserved.getOrDefault(node.nodeId(), 0),
                        running.getOrDefault(node.nodeId(), List.of())))
                .toList();
    }

    /** Declares nodes dead, and takes back what they own and what nodes own that are no more. */
    public Recovery recover(NodeId asking, Duration deadAfter, int maxRecoveries) {
        var now = nodes.now();
        nodes.all().stream()
                .filter(node -> !node.nodeId().equals(asking.incarnation()) && isOverdue(node, deadAfter, now))
                .forEach(node -> nodes.deleteSilent(node.nodeId(), node.lastBeat()));
        var changed = new ArrayList<CronExecution>();
        for (var owner : nodes.gone()) {
            if (!owner.nodeId().equals(asking.incarnation())) {
                changed.addAll(givingBack.byDeadNode(owner.nodeId(), maxRecoveries, now));
            }
        }
        var waiting = new ArrayList<JobExecution>();
        var ended = new ArrayList<JobExecution>();
        for (var back : Jobs.with(handle, changed)) {
            (back.execution().status().isFinal() ? ended : waiting).add(back);
        }
        return new Recovery(waiting, ended);
    }

    /** Takes a node off; tells whether it was there. */
    public boolean deregister(NodeId node) {
        var now = nodes.now();
        var present = nodes.delete(node.incarnation()) > 0;
        if (present) {
            givingBack.byLivingNode(node.incarnation(), execution -> !isStarted(execution), now);
        }
        return present;
    }

    /** Gives back what a claim reserved and has not started. */
    public void releaseClaim(NodeId node, UUID claimId) {
        givingBack.byLivingNode(
                node.incarnation(),
                execution -> !isStarted(execution) && claimId.equals(execution.claimId()),
                nodes.now());
    }

    /** Gives back executions. */
    public void release(NodeId node, List<OwnedExecution> executions) {
        record Claimed(UUID executionId, long fence) {}
        var given = executions.stream()
                .map(owned -> new Claimed(owned.executionId(), owned.fence()))
                .collect(Collectors.toSet());
        givingBack.byLivingNode(
                node.incarnation(),
                execution -> given.contains(new Claimed(execution.executionId(), execution.fence())),
                nodes.now());
    }

    private static boolean isGone(Node node, @Nullable Instant ifHeardAfter) {
        return ifHeardAfter != null && node.lastBeat().isAfter(ifHeardAfter);
    }

    private static boolean isOverdue(Node node, Duration deadAfter, Instant now) {
        return Silence.isOverdue(node.lastBeat(), deadAfter, now);
    }

    private static boolean isStarted(CronExecution execution) {
        return execution.status() == CronExecutionStatus.RUNNING;
    }
}
