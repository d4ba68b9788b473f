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
import java.time.Duration;
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

    /**
     * A fire that is nearer than this is due, for a run that would come before it: its node could have started it by the time it
     * hears that it had to give way, and it would be reserved and started once more.
     */
    private static final Duration NEAR = Duration.ofMillis(250);

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
        giveWay(job);
        var run = insert(draft(job, caller));
        node.wake(run.availableAt());
        return run;
    }

    /**
     * Runs a job on this node. If it must not run beside what is live of it, which the store decides as it inserts it, or may
     * start only by a claim, it is queued instead, and may run elsewhere.
     *
     * @return completes with the final outcome
     */
    public CompletionStage<CronExecution> runHere(UUID jobId, Caller caller) {
        var job = jobs.require(jobId, caller);
        if (!node.startsUnclaimed(job)) {
            var queued = queue(jobId, caller);
            return node.awaitOutcome(queued.executionId(), queued.organizationId());
        }
        giveWay(job);
        var owned = draft(job, caller).toBuilder().node(node.node()).fence(1).build();
        return node.runHere(owned, job, () -> insert(owned));
    }

    /**
     * Cancels what is live of a job, if a new run is to replace it. The newest first: with the oldest gone, the next would have
     * its turn before it is cancelled itself.
     */
    private void giveWay(CronJob job) {
        if (job.policies().overlap() == OverlapPolicy.REPLACE) {
            live(job).forEach(execution -> cancellations.cancel(execution, job.jobName(), REPLACED));
        }
    }

    /** What is live of a job, newest first, without reservations for fires to come: those give way by themselves. */
    private List<CronExecution> live(CronJob job) {
        var dueBy = dueBy(clock.now());
        return jobs.live(job).stream()
                .filter(execution -> !reservedAfter(execution, dueBy))
                .toList();
    }

    private static Instant dueBy(Instant now) {
        return now.plus(NEAR);
    }

    private static boolean reservedAfter(CronExecution execution, Instant dueBy) {
        return execution.status() == CronExecutionStatus.PENDING
                && execution.node() != null
                && execution.attempt() == 0
                && execution.availableAt().isAfter(dueBy);
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

    private CronExecution insert(CronExecution run) {
        var inserted = store.insertExecution(run, dueBy(run.availableAt()));
        node.withdraw(inserted.deleted());
        log.info(
                "job={} org={} execution={} manual run queued, node={}",
                run.jobId(),
                run.organizationId(),
                run.executionId(),
                inserted.execution().node());
        return inserted.execution();
    }
}
