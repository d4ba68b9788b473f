package io.openclaw.cron.core.internal.manage;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.error.ExecutionNotFoundException;
import io.openclaw.cron.spi.CronStore;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels executions, wherever they are. */
public final class Cancellations {
    private static final Logger log = LoggerFactory.getLogger(Cancellations.class);

    private final CronStore store;
    private final EngineClock clock;
    private final JobRules rules;
    private final Announcements announcements;

    /** Cancels in this store. */
    public Cancellations(CronStore store, EngineClock clock, JobRules rules, Announcements announcements) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.announcements = announcements;
    }

    /**
     * Cancels an execution: at once if it waits, else its node is asked to. Does nothing if it has ended already.
     *
     * @return the execution as it is now
     * @throws ExecutionNotFoundException if the caller's organization has no such execution
     */
    public CronExecution cancel(UUID executionId, Caller caller) {
        requireNonNull(executionId, "executionId is null");
        rules.requireCaller(requireNonNull(caller, "caller is null"));
        var execution = store.findExecution(executionId, caller.organizationId())
                .orElseThrow(() -> new ExecutionNotFoundException(executionId));
        if (execution.status().isFinal()) {
            return execution;
        }
        var jobName = store.findJob(execution.jobId(), execution.organizationId())
                .map(CronJob::jobName)
                .orElse("");
        return cancel(execution, jobName, CronExecutionError.of(CronExecutionError.CANCELLED, reasonOf(caller)));
    }

    /** Cancels an execution that was live a moment ago. */
    CronExecution cancel(CronExecution execution, String jobName, CronExecutionError error) {
        var now = clock.now();
        var executionId = execution.executionId();
        var cancelled = store.cancel(executionId, execution.organizationId(), error, now)
                .orElseThrow(() -> new ExecutionNotFoundException(executionId));
        if (!cancelled.status().isFinal()) {
            announcements.cancelRequested(cancelled);
        } else if (cancelled.status() == CronExecutionStatus.CANCELLED && error.equals(cancelled.error())) {
            announcements.cancelled(cancelled, jobName, now);
        }
        log.info(
                "job={} execution={} cancellation asked for ({}), status={}",
                cancelled.jobId(),
                executionId,
                error.code(),
                cancelled.status());
        return cancelled;
    }

    private static String reasonOf(Caller caller) {
        return "Cancelled by user " + caller.userId() + (caller.reason() == null ? "" : ": " + caller.reason());
    }
}
