package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutor;
import io.openclaw.cron.ExecutionListener;
import io.openclaw.cron.core.internal.event.EventBus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What runs now. */
public final class DefaultCronExecutor implements CronExecutor {
    private final ManualRuns manualRuns;
    private final Cancellations cancellations;
    private final Supplier<List<CronExecution>> running;
    private final Runnable requireStarted;
    private final EventBus events;

    /**
     * An executor.
     *
     * @param running the executions of this node, longest-running first
     * @param requireStarted throws if the library is not started
     */
    public DefaultCronExecutor(
            ManualRuns manualRuns,
            Cancellations cancellations,
            Supplier<List<CronExecution>> running,
            Runnable requireStarted,
            EventBus events) {
        this.manualRuns = manualRuns;
        this.cancellations = cancellations;
        this.running = running;
        this.requireStarted = requireStarted;
        this.events = events;
    }

    @Override
    public CompletionStage<CronExecution> executeJob(UUID jobId, Caller caller) {
        requireStarted.run();
        return manualRuns.runHere(jobId, caller);
    }

    @Override
    public boolean isJobExecuting(UUID jobId, String organizationId) {
        return getActiveExecutions(organizationId).stream()
                .anyMatch(execution -> execution.jobId().equals(jobId));
    }

    @Override
    public Optional<CronExecution> getActiveExecution(UUID executionId, String organizationId) {
        return getActiveExecutions(organizationId).stream()
                .filter(execution -> execution.executionId().equals(executionId))
                .findFirst();
    }

    @Override
    public List<CronExecution> getActiveExecutions(String organizationId) {
        return running.get().stream()
                .filter(execution -> execution.organizationId().equals(organizationId))
                .toList();
    }

    @Override
    public List<CronExecution> getActiveExecutions() {
        return running.get();
    }

    @Override
    public CronExecution cancelExecution(UUID executionId, Caller caller) {
        return cancellations.cancel(executionId, caller);
    }

    @Override
    public Registration addListener(ExecutionListener listener) {
        return events.add(listener::onEvent);
    }
}
