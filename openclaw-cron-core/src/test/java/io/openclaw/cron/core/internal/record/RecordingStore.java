package io.openclaw.cron.core.internal.record;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.Page;
import io.openclaw.cron.error.CronStoreException;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps nothing but what it was asked, and answers as a test says. By default it accepts all that is recorded,
 * has nothing to claim, and finds this node the only one, and alive. What the engine's parts under test never call it refuses.
 */
public final class RecordingStore implements CronStore {
    /** The batches that were recorded, tried ones included. */
    public final List<Batch> batches = new CopyOnWriteArrayList<>();
    /** The claims that were made. */
    public final List<ClaimRequest> claims = new CopyOnWriteArrayList<>();
    /** The claims that were given back. */
    public final List<UUID> releasedClaims = new CopyOnWriteArrayList<>();
    /** The executions that were given back. */
    public final List<OwnedExecution> released = new CopyOnWriteArrayList<>();
    /** The nodes that beat. */
    public final List<NodeId> beats = new CopyOnWriteArrayList<>();
    /** The nodes that were registered. */
    public final List<NodeId> registrations = new CopyOnWriteArrayList<>();
    /** The nodes that looked for dead ones. */
    public final List<NodeId> recoveries = new CopyOnWriteArrayList<>();
    /** How long the dead ones had to be silent that they looked for. */
    public final List<Duration> silences = new CopyOnWriteArrayList<>();

    /** Recording takes one of these; a test that takes them all holds the recorder up. */
    public final Semaphore recordPermits = new Semaphore(1_000_000);

    /** Whether nodes hear that they shall take nothing new. */
    public volatile boolean draining;

    /** What is to be heard of other nodes, or null. */
    public volatile @Nullable StoreSignals signals;

    /** Whether other processes use it too. */
    public volatile boolean shared = true;
    /** What every call throws first, or null. */
    public volatile @Nullable Throwable failure;
    /** Answers to what is recorded. */
    public volatile Function<CronExecution, Recorded> answers = RecordingStore::accepted;
    /** Answers to batches that are recorded. */
    public volatile Function<Batch, List<Recorded>> batchAnswers =
            batch -> batch.executions().stream().map(answers).toList();
    /** Answers to claims. */
    public volatile BiFunction<ClaimRequest, FirePlanner, ClaimResult> claim = (request, planner) -> nothingToClaim();
    /** The store's own clock. */
    public volatile Supplier<Instant> storeTime = () -> NOON;
    /** Answers to beats. */
    public volatile Function<NodeId, HeartbeatReply> beat = node -> alive(List.of(), Set.of());
    /** Answers to registrations. */
    public volatile Function<NodeId, NodeRegistration> registration = node -> registered(false);
    /** Answers to the search for dead nodes. */
    public volatile Function<NodeId, Recovery> recovery = node -> Recovery.NONE;
    /** Finds executions. */
    public volatile Function<UUID, Optional<CronExecution>> executions = id -> Optional.empty();
    /** Hears of executions that are given back before they are. */
    public volatile Runnable beforeRelease = () -> {};

    /** A batch that was to be recorded. */
    public record Batch(NodeId node, List<CronExecution> executions, Instant now) {}

    /** The answer that an execution is stored. */
    public static Recorded accepted(CronExecution execution) {
        return new Recorded(Recorded.Status.ACCEPTED, execution, null);
    }

    /** The answer that a claim found nothing. */
    public static ClaimResult nothingToClaim() {
        return new ClaimResult(true, List.of(), List.of(), List.of(), List.of(), null);
    }

    /** The answer to a beat of a node that is alive and alone. */
    public HeartbeatReply alive(List<OwnedExecution> owned, Set<UUID> cancelRequested) {
        return new HeartbeatReply(true, storeTime.get(), false, draining, owned, cancelRequested);
    }

    /** The answer to a beat of a node that counts as dead. */
    public HeartbeatReply dead() {
        return new HeartbeatReply(false, storeTime.get(), false, false, List.of(), Set.of());
    }

    /** The answer to a registration. */
    public NodeRegistration registered(boolean othersAlive) {
        return new NodeRegistration(storeTime.get(), othersAlive, 0);
    }

    /** All that was recorded, in order. */
    public List<CronExecution> recorded() {
        return batches.stream().flatMap(batch -> batch.executions().stream()).toList();
    }

    /** From now on every call fails. */
    public void goAway() {
        failure = new CronStoreException("the store is away", null);
    }

    /** From now on calls succeed again. */
    public void comeBack() {
        failure = null;
    }

    @Override
    public List<Recorded> record(NodeId node, List<CronExecution> recorded, Instant now) {
        recordPermits.acquireUninterruptibly();
        var batch = new Batch(node, List.copyOf(recorded), now);
        batches.add(batch);
        failIfAway();
        return batchAnswers.apply(batch);
    }

    @Override
    public ClaimResult claim(ClaimRequest request, FirePlanner planner) {
        claims.add(request);
        failIfAway();
        return claim.apply(request, planner);
    }

    @Override
    public void releaseClaim(NodeId node, UUID claimId) {
        failIfAway();
        releasedClaims.add(claimId);
    }

    @Override
    public void release(NodeId node, List<OwnedExecution> given) {
        beforeRelease.run();
        failIfAway();
        released.addAll(given);
    }

    @Override
    public NodeRegistration register(NodeId node, Duration deadAfter) {
        registrations.add(node);
        failIfAway();
        return registration.apply(node);
    }

    @Override
    public HeartbeatReply heartbeat(NodeId node, Duration clockOffset) {
        beats.add(node);
        failIfAway();
        return beat.apply(node);
    }

    @Override
    public boolean drain(NodeId node, boolean drained) {
        failIfAway();
        draining = drained;
        return true;
    }

    @Override
    public List<CronNode> nodes() {
        return List.of();
    }

    @Override
    public Recovery recover(NodeId node, Duration deadAfter, int maxRecoveries) {
        recoveries.add(node);
        silences.add(deadAfter);
        failIfAway();
        return recovery.apply(node);
    }

    @Override
    public Optional<StoreSignals> signals() {
        return Optional.ofNullable(signals);
    }

    @Override
    public boolean shared() {
        return shared;
    }

    @Override
    public Optional<CronExecution> findExecution(UUID executionId, String organizationId) {
        failIfAway();
        return executions.apply(executionId);
    }

    @Override
    public void close() {}

    private void failIfAway() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    // ---- what no part under test calls

    @Override
    public void deregister(NodeId node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void insertJobs(List<CronJob> jobs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CronJob> findJob(UUID jobId, String organizationId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobChanged updateJob(JobChange change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<CronJob> listJobs(CronJobListQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobCount countJobs(@Nullable String organizationId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Insertion insertExecution(CronExecution execution, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CronExecution> cancel(
            UUID executionId, String organizationId, CronExecutionError error, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<CronExecution> listExecutions(CronExecutionHistoryQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countQueued(Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OutcomeRollup> rollups(RollupQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purge(Instant olderThan, @Nullable String organizationId, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SweepStep removeSurplus(int keep, @Nullable String from, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SweepStep foldHours(Instant before, @Nullable String from, int limit) {
        throw new UnsupportedOperationException();
    }
}
