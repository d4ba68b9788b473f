package io.openclaw.cron.core;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.Page;
import io.openclaw.cron.core.internal.memory.ClaimTransaction;
import io.openclaw.cron.core.internal.memory.ExecutionTransactions;
import io.openclaw.cron.core.internal.memory.JobTransactions;
import io.openclaw.cron.core.internal.memory.Listings;
import io.openclaw.cron.core.internal.memory.MemoryTables;
import io.openclaw.cron.core.internal.memory.NodeTransactions;
import io.openclaw.cron.core.internal.memory.RecordTransaction;
import io.openclaw.cron.core.internal.memory.Sweeps;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.Insertion;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobChanged;
import io.openclaw.cron.spi.JobCount;
import io.openclaw.cron.spi.NodeRegistration;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.Recovery;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.StoreSignals;
import io.openclaw.cron.spi.SweepStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store in the memory of this process: everything is gone when the process ends. Several engines may use one instance.
 *
 * <p>A job takes about 400 bytes, an execution about 140 when it has ended (and what its result and error take) until {@link
 * #purge} removes it; so choose the retention by how often jobs fire. It never answers {@link
 * Recorded.Status#UNSTORABLE}, and keeps the very maps it is given, which therefore must not change.
 *
 * <p>Thread-safe. One lock guards everything, for a call takes microseconds; listings are the exception, which take time in
 * proportion to the rows that they look at.
 */
public final class InMemoryCronStore implements CronStore {
    private final Clock clock;
    private final MemoryTables tables = new MemoryTables();
    private final NodeTransactions nodes = new NodeTransactions(tables);
    private final ClaimTransaction claims = new ClaimTransaction(tables);
    private final RecordTransaction records = new RecordTransaction(tables);
    private final JobTransactions jobs = new JobTransactions(tables);
    private final ExecutionTransactions executions = new ExecutionTransactions(tables, jobs);
    private final Listings listings = new Listings(tables);
    private final Sweeps sweeps = new Sweeps(tables);

    /** A store that goes by the system's clock. */
    public InMemoryCronStore() {
        this(Clock.systemUTC());
    }

    /**
     * A store that goes by a clock of its own.
     *
     * @param clock the store's clock: for heartbeats and recovery
     */
    public InMemoryCronStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public NodeRegistration register(NodeId node, Duration deadAfter) {
        return tables.inTransaction(() -> nodes.register(node, deadAfter, now()));
    }

    @Override
    public HeartbeatReply heartbeat(NodeId node, Duration clockOffset) {
        return tables.inTransaction(() -> nodes.heartbeat(node, clockOffset, now()));
    }

    @Override
    public boolean drain(NodeId node, boolean draining) {
        return tables.inTransaction(() -> nodes.drain(node, draining));
    }

    @Override
    public List<CronNode> nodes() {
        return tables.inTransaction(nodes::list);
    }

    @Override
    public Recovery recover(NodeId node, Duration deadAfter, int maxRecoveries) {
        return tables.inTransaction(() -> nodes.recover(node, deadAfter, maxRecoveries, now()));
    }

    @Override
    public void deregister(NodeId node) {
        tables.inTransaction(() -> nodes.deregister(node, now()));
    }

    /** {@inheritDoc} Here: nothing to hear. */
    @Override
    public Optional<StoreSignals> signals() {
        return Optional.empty();
    }

    /** {@inheritDoc} Here: no. */
    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public ClaimResult claim(ClaimRequest request, FirePlanner planner) {
        return tables.inTransaction(() -> claims.claim(request, planner));
    }

    @Override
    public void releaseClaim(NodeId node, UUID claimId) {
        tables.inTransaction(() -> nodes.releaseClaim(node, claimId, now()));
    }

    @Override
    public void release(NodeId node, List<OwnedExecution> owned) {
        tables.inTransaction(() -> nodes.release(node, owned, now()));
    }

    @Override
    public List<Recorded> record(NodeId node, List<CronExecution> reports, Instant now) {
        return tables.inTransaction(() -> records.record(node, reports, now));
    }

    @Override
    public void insertJobs(List<CronJob> inserted) {
        tables.inTransaction(() -> jobs.insert(inserted));
    }

    @Override
    public Optional<CronJob> findJob(UUID jobId, String organizationId) {
        return tables.inTransaction(() -> jobs.find(jobId, organizationId));
    }

    @Override
    public JobChanged updateJob(JobChange change) {
        return tables.inTransaction(() -> jobs.update(change));
    }

    @Override
    public Page<CronJob> listJobs(CronJobListQuery query) {
        return listings.jobs(query);
    }

    @Override
    public JobCount countJobs(@Nullable String organizationId) {
        return tables.inTransaction(() -> jobs.count(organizationId));
    }

    @Override
    public Insertion insertExecution(CronExecution execution, Instant dueBy) {
        return tables.inTransaction(() -> executions.insert(execution, dueBy));
    }

    @Override
    public Optional<CronExecution> cancel(
            UUID executionId, String organizationId, CronExecutionError error, Instant now) {
        return tables.inTransaction(() -> executions.cancel(executionId, organizationId, error, now));
    }

    @Override
    public Optional<CronExecution> findExecution(UUID executionId, String organizationId) {
        return tables.inTransaction(() -> executions.find(executionId, organizationId));
    }

    @Override
    public Page<CronExecution> listExecutions(CronExecutionHistoryQuery query) {
        return listings.executions(query);
    }

    @Override
    public long countQueued(Instant now) {
        return tables.inTransaction(() -> executions.countQueued(now));
    }

    @Override
    public List<OutcomeRollup> rollups(RollupQuery query) {
        return tables.inTransaction(() -> executions.rollups(query));
    }

    @Override
    public int purge(Instant olderThan, @Nullable String organizationId, int limit) {
        return tables.inTransaction(() -> executions.purge(olderThan, organizationId, limit));
    }

    @Override
    public SweepStep removeSurplus(int keep, @Nullable String from, int limit) {
        return tables.inTransaction(() -> sweeps.removeSurplus(keep, from, limit));
    }

    @Override
    public SweepStep foldHours(Instant before, @Nullable String from, int limit) {
        return tables.inTransaction(() -> sweeps.foldHours(before, from, limit));
    }

    /** Does nothing: the data stay as long as somebody holds the store. */
    @Override
    public void close() {}

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
