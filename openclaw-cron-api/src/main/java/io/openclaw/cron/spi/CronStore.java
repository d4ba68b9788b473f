package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.Page;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs and executions, and hands executions out to nodes. It decides nothing about schedules: what a due job's fires
 * come to is computed by the engine's {@link FirePlanner} inside the store's transaction.
 *
 * <p>Each call is one transaction, all or nothing, and safe to call from many threads and nodes at once. Every instant is a
 * parameter, in whole microseconds, except in {@link #register}, {@link #heartbeat} and {@link #recover}, which go by the
 * store's own clock. Each method throws {@link CronStoreException} if the store cannot be reached; unless said otherwise,
 * the call may or may not have taken effect then.
 *
 * <p>The rules are spelt out, and tested, by the suite {@code CronStoreContract} that the core module's test jar holds.
 * Terms: an execution is <i>owned</i> while it has a node; <i>waiting</i> while it is pending and not owned; <i>live</i>
 * while it is not final.
 */
public interface CronStore extends AutoCloseable {

    // ---- nodes

    /**
     * Makes a node known, as alive. Registering it again is a beat: its caller may not have heard the answer.
     *
     * <p>An earlier incarnation of the same name is no more then, and what it had not started goes back to waiting; what it had is
     * left to {@link #recover}, which takes it back at once.
     *
     * @param node the node, in a new incarnation
     * @param deadAfter how long after its last beat another incarnation of that name counts as dead, unless the store knows in
     *     another way that it is gone
     * @return the store's time, and who else is there
     * @throws CronStoreException also if another incarnation of the same name is alive; then nothing has changed
     */
    NodeRegistration register(NodeId node, Duration deadAfter);

    /**
     * Says that a node is alive, and tells it what the store holds for it.
     *
     * @param node the node
     * @param clockOffset how far the store's clock is ahead of the node's machine's, as the node has found it
     * @return what it should know; {@link HeartbeatReply#alive} is false if it is unknown or was declared dead, and then
     *     nothing has changed
     */
    HeartbeatReply heartbeat(NodeId node, Duration clockOffset);

    /** {@link #heartbeat(NodeId, Duration)} of a node whose clock is right. */
    default HeartbeatReply heartbeat(NodeId node) {
        return heartbeat(node, Duration.ZERO);
    }

    /**
     * Says that a node shall take nothing new, or take work again. It hears of that at its next beat.
     *
     * @param node the node
     * @param draining whether it shall take nothing new
     * @return whether the node is known
     */
    boolean drain(NodeId node, boolean draining);

    /** The nodes that are known, with what they hold, by name. Those that have died are among them until somebody finds that out. */
    List<CronNode> nodes();

    /**
     * Declares nodes dead whose last beat is older than {@code deadAfter} by the store's clock, and takes back what dead
     * nodes own: an execution that had not started goes back to waiting; a started one too, with one more recovery, unless
     * its job's policy or {@code maxRecoveries} ends it as failed, or its cancellation was asked for. Neither uses up a
     * retry.
     *
     * @param node who asks; never declared dead by its own call
     * @param deadAfter how old the last beat of a dead node is at least
     * @param maxRecoveries how many recoveries an execution may have
     * @return what was taken back
     */
    Recovery recover(NodeId node, Duration deadAfter, int maxRecoveries);

    /**
     * Takes a node off: its executions that have not started go back to waiting, the node is no more. An execution that it
     * has started is left to {@link #recover}, which may take it back at once.
     *
     * @param node the node; nothing happens if it is unknown
     */
    void deregister(NodeId node);

    /**
     * Begins to listen to what other nodes do.
     *
     * @return the signals, to be closed by the caller; empty if there is nothing to hear, since no other process uses the data
     */
    Optional<StoreSignals> signals();

    /** Whether nodes in other processes may use the same data, so that a node that cannot reach it must stop its work. */
    boolean shared();

    // ---- claims

    /**
     * Claims executions for a node: fires of enabled jobs that are due up to the horizon, and waiting executions whose time
     * has come by then. The highest priority comes first, within it the earliest.
     *
     * <p>For each due job it calls the planner, with the job locked, and carries out the plan: the planned executions are
     * inserted (at most one for a job and fire time: what exists already is passed over), {@code nextRun} is advanced in
     * the same transaction. A job without a node's {@linkplain ClaimRequest#skills skill} is passed over. The planner need
     * not be called for a job that is not yet due and has a live execution unless it allows overlap, nor for one that is due
     * when there is neither room nor a live execution. A claim that uses up its room may leave what is due of jobs with live
     * executions to another one, by {@linkplain ClaimResult#claimAgainAt an instant} a second later at the latest.
     *
     * <p>A waiting execution that is {@linkplain CronExecution#inTurn in turn} is claimed only if no earlier execution of
     * its job (by id) is live, and none that is in turn is owned. Claiming sets node and claim id and raises the fence by one.
     *
     * <p>For one job and fire time, and for one waiting execution, at most one call returns it, whatever calls run at once.
     *
     * <p>{@linkplain ClaimRequest#limits Limits} hold over all nodes: what is owned counts. A fire whose time has come and that a limit
     * leaves no slot for is inserted as waiting; one ahead of its time is left alone, as if there were no room for it, and so it is
     * while half of its limit is used. Executions that a limit blocks never keep others from being claimed, however many there
     * are.
     *
     * @param request who claims, how far ahead, and how much there is room for
     * @param planner decides what a due job's fires come to; pure, must not block or call the store
     * @return what was claimed, and when to claim again
     * @throws CronStoreException if the store cannot be reached: the caller must {@link #releaseClaim} before it claims
     *     again
     */
    ClaimResult claim(ClaimRequest request, FirePlanner planner);

    /**
     * Gives back what a claim reserved and has not started.
     *
     * @param node who claimed
     * @param claimId the claim; nothing happens if it reserved nothing
     */
    void releaseClaim(NodeId node, UUID claimId);

    /**
     * Gives back executions that the node owns, as {@code recover} would, but without a recovery counted. One that is
     * unknown, not owned by the node or has another fence is passed over.
     *
     * @param node who owns them
     * @param executions which, by id and fence
     */
    void release(NodeId node, List<OwnedExecution> executions);

    /**
     * Records what became of executions: each element is an execution as its node wants it to be now. Running: it has
     * started, or made progress. Pending: it waits for its next attempt at {@code availableAt}, owned by nobody. Final: its
     * outcome.
     *
     * <p>An element is accepted if the stored fence is the same and the execution is live and owned by the node, or is
     * waiting and the element is final. Accepted again, unchanged, it is {@link Recorded.Status#REPEATED} and adds nothing.
     * All else is refused. These are exceptions, in which it is accepted too and marked {@link
     * CronExecution#startedBeforeChange}: a change of the job has deleted the execution, or has cancelled it while it was
     * waiting for its permit ({@link CronExecutionError#JOB_WITHDRAWN}), and the element says that it had
     * started.
     *
     * <p>One that goes back to pending is cancelled instead if that was asked for, if its job was deleted, or if its job is
     * disabled and the schedule caused it.
     *
     * <p>Counters and statistics change with the executions that really changed, in the same transaction.
     *
     * @param node who records
     * @param executions the new states, at most one for an execution
     * @param now the time at which final outcomes count as recorded
     * @return what became of each, in the same order
     * @throws CronStoreException if the store cannot be reached: then the same call may be made again
     */
    List<Recorded> record(NodeId node, List<CronExecution> executions, Instant now);

    // ---- jobs

    /**
     * Inserts jobs, all or none.
     *
     * @param jobs the jobs, with {@code version} 1 and their first fires in {@code nextRun}
     * @throws JobConflictException if a job key is taken by a job that is not deleted
     */
    void insertJobs(List<CronJob> jobs);

    /**
     * Finds a job, deleted ones too.
     *
     * @param jobId the job
     * @param organizationId whose job
     * @return the job, its {@code nextRun} being the fire that is reserved already if there is one; empty if the
     *     organization has none of that id
     */
    Optional<CronJob> findJob(UUID jobId, String organizationId);

    /**
     * Changes a job.
     *
     * @param change what, on which version
     * @return the job as it is now, and what the change did to its executions
     * @throws JobNotFoundException if it does not exist or was deleted
     * @throws JobConflictException if it has another version, or its new key is taken
     */
    JobChanged updateJob(JobChange change);

    /**
     * Lists jobs.
     *
     * @param query which, and which page
     * @return the page
     * @throws InvalidQueryException if the cursor is not one of this query
     */
    Page<CronJob> listJobs(CronJobListQuery query);

    /**
     * Counts jobs that are not deleted.
     *
     * @param organizationId whose, or null for all
     * @return how many there are, and how many are enabled
     */
    JobCount countJobs(@Nullable String organizationId);

    // ---- executions

    /**
     * Inserts an execution that no fire caused. If it is {@linkplain CronExecution#inTurn in turn}, reservations of its job
     * that are not due soon are deleted and {@code nextRun} goes back to them, so that whether they may run beside it is
     * decided at their fires.
     *
     * <p>One that is in turn and has a node is inserted as waiting, without the node, if another execution of its job is live
     * then: no claim and no other insertion comes between the look and the insertion.
     *
     * @param execution pending; with a node if it is for that node alone. Its fence is 1 then, also if it has to wait, so that
     *     the claim that follows has another one than the node expected; and 0 without a node
     * @param dueBy reservations for fires until then are left
     * @return the execution as it is stored, and the deleted reservations
     * @throws JobNotFoundException if its job does not exist or was deleted
     */
    Insertion insertExecution(CronExecution execution, Instant dueBy);

    /**
     * Cancels an execution that no node holds, or asks its node to do so.
     *
     * @param executionId the execution
     * @param organizationId whose execution
     * @param error why
     * @param now when
     * @return the execution as it is now: cancelled; or live, with {@code cancelRequestedAt} and the reason as its error,
     *     which stays its error when its node reports it as cancelled; or final as it was. Empty if the organization has none
     *     of that id
     */
    Optional<CronExecution> cancel(UUID executionId, String organizationId, CronExecutionError error, Instant now);

    /**
     * Finds an execution.
     *
     * @param executionId the execution
     * @param organizationId whose execution
     * @return the execution; empty if the organization has none of that id
     */
    Optional<CronExecution> findExecution(UUID executionId, String organizationId);

    /**
     * Lists executions, newest first.
     *
     * @param query which, and which page
     * @return the page
     * @throws InvalidQueryException if the cursor is not one of this query
     */
    Page<CronExecution> listExecutions(CronExecutionHistoryQuery query);

    /**
     * Counts executions of all organizations that wait, and whose time has come.
     *
     * @param now what counts as come
     */
    long countQueued(Instant now);

    /**
     * Reads statistics. They are kept apart from the executions, by the UTC hour in which outcomes were recorded.
     *
     * @param query whose, of which span, in which steps
     * @return one element for each step that has any outcome, oldest first
     */
    List<OutcomeRollup> rollups(RollupQuery query);

    /**
     * Removes final executions, but no statistics.
     *
     * @param olderThan those that ended before this instant
     * @param organizationId whose, or null for all
     * @param limit how many at most in this call
     * @return how many were removed; fewer than the limit if none is left
     */
    int purge(Instant olderThan, @Nullable String organizationId, int limit);

    /**
     * Makes one step of a sweep over all jobs that removes final executions of jobs that have more executions than are to be
     * kept, but no statistics.
     *
     * @param keep how many executions of a job stay at least, its newest by id; 1 or more
     * @param from {@link SweepStep#next} of the step before, or null for the first one
     * @param limit how many executions this step may remove, and how many jobs it may look at
     * @return how many executions were removed, and where to go on
     */
    SweepStep removeSurplus(int keep, @Nullable String from, int limit);

    /**
     * Makes one step of a sweep over all statistics of single hours that adds them up to UTC days. What is added to such an hour
     * later on is a matter for the next sweep; no reader sees an outcome twice or not at all.
     *
     * @param before hours that begin before this instant, which is the start of a UTC day
     * @param from {@link SweepStep#next} of the step before, or null for the first one
     * @param limit how many hours this step may add up, and how many jobs it may look at
     * @return how many hours were added up, and where to go on
     */
    SweepStep foldHours(Instant before, @Nullable String from, int limit);

    /**
     * Runs an action when all that was done through this object so far is committed. That is at once, as each call is a
     * transaction; but a view of a store that joins a transaction of somebody else's keeps the action until it is told of the
     * commit, and a store that wraps another one passes it on.
     *
     * @param action quick, and does not throw
     */
    default void afterCommit(Runnable action) {
        action.run();
    }

    /** Lets go of what the store holds in this process; data stay. Does nothing the second time. */
    @Override
    void close();
}
