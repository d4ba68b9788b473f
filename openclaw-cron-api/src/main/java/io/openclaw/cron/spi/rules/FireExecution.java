package io.openclaw.cron.spi.rules;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.PlannedFire;

/** The execution that a planned fire becomes. */
public final class FireExecution {
    private FireExecution() {}

    /**
     * The execution as it is to be inserted.
     *
     * @param job the job whose fire it is
     * @param fire what the planner has decided
     * @param request the claim that carries it out
     */
    public static CronExecution of(CronJob job, PlannedFire fire, ClaimRequest request) {
        var execution = draft(job, fire);
        return switch (fire.kind()) {
            case QUEUE -> execution.build();
            case RESERVE ->
                execution
                        .node(request.node())
                        .claimId(request.claimId())
                        .fence(1)
                        .build();
            case SKIP ->
                execution
                        .status(CronExecutionStatus.SKIPPED)
                        .skippedUntil(fire.until())
                        .skippedCount(fire.count())
                        .completedAt(request.now())
                        .error(fire.reason())
                        .build();
        };
    }

    /** The execution that a fire becomes if it is to be reserved and a limit leaves no slot for it: it waits. */
    public static CronExecution waiting(CronJob job, PlannedFire fire) {
        return draft(job, fire).build();
    }

    private static CronExecution.Builder draft(CronJob job, PlannedFire fire) {
        return CronExecution.builder(fire.executionId(), job.jobId(), job.organizationId(), job.userId())
                .skillName(job.skillName())
                .skillParams(job.skillParams())
                .trigger(CronTrigger.SCHEDULE)
                .scheduledFor(fire.fireAt())
                .availableAt(fire.fireAt())
                .priority(job.priority())
                .inTurn(fire.inTurn());
    }

    /** A waiting execution as it is after a claim. */
    public static CronExecution claimed(CronExecution waiting, ClaimRequest request) {
        return waiting.toBuilder()
                .node(request.node())
                .claimId(request.claimId())
                .fence(waiting.fence() + 1)
                .build();
    }
}
