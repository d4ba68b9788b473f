package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.spi.CronStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs because somebody asks for it: on whichever node has room, or on this one. */
public final class ManualRuns {
    private static final Logger log = LoggerFactory.getLogger(ManualRuns.class);

    private static final CronExecutionError REPLACED =
            CronExecutionError.of(CronExecutionError.REPLACED, "A manual run of the job took its place");

    private final CronStore store;
    private final EngineClock clock;
    private final TimeOrderedIds ids;
    private final JobLookup jobs;
    private final Cancellations cancellations;
    private final LocalNode node;

    /** Runs jobs of this store. */
    public ManualRuns(
            CronStore store,
            EngineClock clock,
            TimeOrderedIds ids,
            JobLookup jobs,
            Cancellations cancellations,
            LocalNode node) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.node = node;
    }

    /** Queues a run for whichever node has room; returns when it is durable. */
    CronExecution queue(UUID jobId, Caller caller) {
        var job = jobs.require(jobId, caller);
        if (job.policies().overlap() == OverlapPolicy.REPLACE) {
            replaceLive(job);
        }
        return queue(draft(job, caller));
    }

    /**
     * Runs a job on this node. If it must not run beside what is live of it, or may start only by a claim, it is queued instead, and
     * may run elsewhere.
     *
     * @return completes with the final outcome
     */
    public CompletionStage<CronExecution> runHere(UUID jobId, Caller caller) {
        var job = jobs.require(jobId, caller);
        if (mustWait(job) || !node.startsUnclaimed(job)) {
            var queued = queue(draft(job, caller));
            return node.awaitOutcome(queued.executionId(), queued.organizationId());
        }
        var owned = draft(job, caller).toBuilder().node(node.node()).fence(1).build();
        return node.runHere(owned, job, () -> insert(owned));
    }

    private boolean mustWait(CronJob job) {
        return switch (job.policies().overlap()) {
            case ALLOW -> false;
            case SKIP, QUEUE -> !live(job).isEmpty();
            case REPLACE -> replaceLive(job);
        };
    }

    /**
     * Cancels what is live of a job. The newest first: with the oldest gone, the next would have its turn before it is
     * cancelled itself.
     *
     * @return whether something runs on
     */
    private boolean replaceLive(CronJob job) {
        var runsOn = false;
        for (var execution : live(job)) {
            var status =
                    cancellations.cancel(execution, job.jobName(), REPLACED).status();
            runsOn |= !status.isFinal();
        }
        return runsOn;
    }

    /** What is live of a job, newest first, without reservations for fires to come: those give way by themselves. */
    private List<CronExecution> live(CronJob job) {
        var now = clock.now();
        return jobs.live(job).stream()
                .filter(execution -> !reservedAhead(execution, now))
                .toList();
    }

    private static boolean reservedAhead(CronExecution execution, Instant now) {
        return execution.status() == CronExecutionStatus.PENDING
                && execution.node() != null
                && execution.attempt() == 0
                && execution.availableAt().isAfter(now);
    }

    private CronExecution draft(CronJob job, Caller caller) {
        var now = clock.now();
        return CronExecution.builder(ids.next(now), job.jobId(), job.organizationId(), caller.userId())
                .skillName(job.skillName())
                .skillParams(job.skillParams())
                .trigger(CronTrigger.MANUAL)
                .priority(job.priority())
                .inTurn(job.policies().overlap() != OverlapPolicy.ALLOW)
                .availableAt(now)
                .build();
    }

    private CronExecution queue(CronExecution run) {
        insert(run);
        node.wake(run.availableAt());
        return run;
    }

    private void insert(CronExecution run) {
        node.withdraw(store.insertExecution(run, run.availableAt()));
        log.info(
                "job={} org={} execution={} manual run queued, node={}",
                run.jobId(),
                run.organizationId(),
                run.executionId(),
                run.node());
    }
}
