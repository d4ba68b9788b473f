package io.openclaw.cron.jdbc;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.internal.DirectInsertion;
import io.openclaw.cron.jdbc.internal.Notifier;
import io.openclaw.cron.jdbc.internal.Statistics;
import io.openclaw.cron.jdbc.internal.Transactions;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.NodeRegistration;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.Recovery;
import io.openclaw.cron.spi.StoreSignals;
import io.openclaw.cron.spi.SweepStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A view of a store on one transaction of the host's, made by {@link JdbcCronStore#joining} for {@code
 * OpenClawCron.manager(CronStore)}.
 *
 * <p><b>What exists.</b> A job, a change or a manual run exists if and only if the host commits. Until then this transaction sees
 * it and no other does, so nothing of it can run. The view never commits, never rolls back and never closes the connection.
 *
 * <p><b>What is announced.</b> After its commit the host calls {@link #committed}, from a {@code
 * TransactionSynchronization.afterCommit()} of Spring's, for instance. Then events are sent, and this process looks for what
 * is due and drops what the change has taken back, at once. A host that does not call it loses nothing but these events and time: a
 * job or a run that is due is found at latest when nodes look by themselves (the poll interval), and a reservation that a change has
 * taken back is dropped at the next heartbeat. Until then a fire that the change was to prevent can still start in this process; it
 * is recorded then, marked as started before the change arrived.
 *
 * <p><b>What fails.</b> Each call is a savepoint of its own. One that throws has changed nothing, and the host's transaction goes
 * on as if it had not been made, unless the database itself has ended it: H2 does so when it breaks a deadlock, and no database
 * goes on without its connection. Conflicts with other transactions are not tried again, since all that the host has read may have
 * changed: the call throws {@link CronStoreException}, and the host repeats its transaction from the start.
 *
 * <p><b>What is left behind.</b> Nothing but locks on the rows that were changed, until the end of the transaction. Role, search
 * path, the organization in {@code app.current_organization_id}, isolation and auto-commit are afterwards what they were. On H2,
 * where writers take turns, a first change makes all other writers wait until the host's transaction has ended, so keep it short; and
 * do not change jobs meanwhile in the same thread but through this view, for that would wait for itself.
 *
 * <p>Only the calls that serve an organization are possible; those of the engine throw {@link UnsupportedOperationException}. Not
 * thread-safe, as the connection is not. For one transaction only: make another for the next one. A host that goes back to a
 * savepoint of its own makes a view for what comes after the savepoint, and calls {@link #committed} on those views only
 * whose work is committed.
 */
public final class JoinedCronStore extends TenantCalls {
    private final Transactions transactions;
    private final Queue<Runnable> announcements = new ConcurrentLinkedQueue<>();

    JoinedCronStore(Transactions transactions, Statistics statistics, Notifier notifier, DirectInsertion direct) {
        super(transactions, statistics, notifier, direct);
        this.transactions = transactions;
    }

    /**
     * Tells this process and the listeners of events what has been committed, in the order in which it was done. The host calls
     * this after its commit, from any thread, and not after a rollback. The second time, there is nothing left to tell.
     */
    public void committed() {
        for (var next = announcements.poll(); next != null; next = announcements.poll()) {
            next.run();
        }
    }

    /** Keeps the action for {@link #committed}. */
    @Override
    public void afterCommit(Runnable action) {
        announcements.add(action);
    }

    @Override
    public boolean shared() {
        return transactions.dialect().shared();
    }

    /** Does nothing: the connection is the host's. */
    @Override
    public void close() {}

    @Override
    public NodeRegistration register(NodeId node, Duration deadAfter) {
        throw forTheEngine("register a node");
    }

    @Override
    public HeartbeatReply heartbeat(NodeId node, Duration clockOffset) {
        throw forTheEngine("take a beat");
    }

    @Override
    public boolean drain(NodeId node, boolean draining) {
        throw forTheEngine("drain a node");
    }

    @Override
    public List<CronNode> nodes() {
        throw forTheEngine("list the nodes");
    }

    @Override
    public Recovery recover(NodeId node, Duration deadAfter, int maxRecoveries) {
        throw forTheEngine("recover what dead nodes own");
    }

    @Override
    public void deregister(NodeId node) {
        throw forTheEngine("take a node off");
    }

    @Override
    public ClaimResult claim(ClaimRequest request, FirePlanner planner) {
        throw forTheEngine("claim executions");
    }

    @Override
    public void releaseClaim(NodeId node, UUID claimId) {
        throw forTheEngine("release a claim");
    }

    @Override
    public void release(NodeId node, List<OwnedExecution> executions) {
        throw forTheEngine("release executions");
    }

    @Override
    public List<Recorded> record(NodeId node, List<CronExecution> executions, Instant now) {
        throw forTheEngine("record outcomes");
    }

    @Override
    public long countQueued(Instant now) {
        throw forTheEngine("count what waits");
    }

    @Override
    public int purge(Instant olderThan, @Nullable String organizationId, int limit) {
        throw forTheEngine("remove old executions");
    }

    @Override
    public Optional<StoreSignals> signals() {
        throw forTheEngine("listen to other nodes");
    }

    @Override
    public SweepStep removeSurplus(int keep, @Nullable String from, int limit) {
        throw forTheEngine("remove executions that are too many");
    }

    @Override
    public SweepStep foldHours(Instant before, @Nullable String from, int limit) {
        throw forTheEngine("add hours up to days");
    }

    private static UnsupportedOperationException forTheEngine(String act) {
        return new UnsupportedOperationException("A store that joins a transaction of the host's cannot " + act
                + "; give the engine the JdbcCronStore itself");
    }
}
