package io.openclaw.cron;

import io.openclaw.cron.error.ExecutionNotFoundException;
import io.openclaw.cron.error.JobNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What runs now: starts a run on this node, watches and cancels. All methods may be called from any thread. */
public interface CronExecutor {

    /**
     * Runs a job now, once, on this node, like {@link CronManager#triggerManualRun}, and tells when it has ended.
     *
     * <p>Where a job may have to wait it runs wherever it is its turn first: if it does not allow overlap and something of it is
     * live, and if its skill or organization has a {@linkplain CronManagerConfig#maxConcurrentPerSkill limit} over all nodes.
     *
     * <p>The run is durable: if this node stops before it has ended, it goes on elsewhere or after the restart, and the
     * stage completes exceptionally with a {@link io.openclaw.cron.error.CronException} that names the execution.
     *
     * @param jobId the job
     * @param caller who asks
     * @return completes with the execution when its final outcome, good or bad, is recorded; on a thread of the library,
     *     which must not be blocked
     * @throws JobNotFoundException if the caller's organization has no such job
     * @throws IllegalStateException if the library is not started
     */
    CompletionStage<CronExecution> executeJob(UUID jobId, Caller caller);

    /**
     * Whether a skill runs for the job on this node.
     *
     * @param jobId the job
     * @param organizationId whose job
     */
    boolean isJobExecuting(UUID jobId, String organizationId);

    /**
     * Finds an execution that runs on this node.
     *
     * @param executionId the execution
     * @param organizationId whose execution
     * @return the execution with its latest progress; empty if it does not run here
     */
    Optional<CronExecution> getActiveExecution(UUID executionId, String organizationId);

    /**
     * The executions of an organization that run on this node.
     *
     * @param organizationId whose executions
     * @return the executions, longest-running first
     */
    List<CronExecution> getActiveExecutions(String organizationId);

    /**
     * All executions that run on this node: for the host, not for a tenant.
     *
     * @return the executions, longest-running first
     */
    List<CronExecution> getActiveExecutions();

    /**
     * Cancels an execution wherever it is. One that waits is cancelled at once; one that a node holds for its instant, or
     * runs, ends as cancelled when that node has heard of it and its skill has ended. Does nothing if it has ended already.
     *
     * @param executionId the execution
     * @param caller who asks
     * @return the execution as it is now
     * @throws ExecutionNotFoundException if the caller's organization has no such execution
     */
    CronExecution cancelExecution(UUID executionId, Caller caller);

    /**
     * Hears of the executions of this node.
     *
     * @param listener is called in order, on a thread of its own; what it throws is logged
     * @return ends the listening when closed
     */
    Registration addListener(ExecutionListener listener);

    /** Ends a listening. */
    interface Registration extends AutoCloseable {
        /** Ends it; what is under way is still delivered. Does nothing the second time. */
        @Override
        void close();
    }
}
