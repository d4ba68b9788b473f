package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.rules.ClaimRoom;
import io.openclaw.cron.spi.rules.ClaimSlots;
import io.openclaw.cron.spi.rules.FireExecution;
import io.openclaw.cron.spi.rules.GivenBack;
import java.util.List;

/** Carries out what the planner has decided about a job. */
final class PlanWriter {
    private final MemoryTables tables;
    private final ClaimRequest request;
    private final ClaimRoom room;
    private final ClaimSlots slots;
    private final ClaimOutcome outcome;
    private final LaneWalk ready;

    PlanWriter(MemoryTables tables, ClaimRequest request, LevelClaim.Room room, ClaimOutcome outcome, LaneWalk ready) {
        this.tables = tables;
        this.request = request;
        this.room = room.ofNode();
        this.slots = room.ofLimits();
        this.outcome = outcome;
        this.ready = ready;
    }

    void carryOut(JobRow job, FirePlan plan) {
        if (plan.replaceLive()) {
            replaceLive(job);
        }
        tables.jobs.setNextRun(job, plan.nextRun());
        for (var fire : plan.fires()) {
            // A fire can be there already: its job was rescheduled to it after a node had started it.
            if (job.executions().ofFire(fire.fireAt()) == null) {
                insert(job, fire);
            }
        }
        if (plan.disable() != null) {
            disable(job, plan.disable());
        }
    }

    private void replaceLive(JobRow job) {
        for (var row : List.copyOf(job.executions().live().values())) {
            if (row.value().cancelRequestedAt() != null) {
                continue;
            }
            var replaced = GivenBack.asked(row.value(), GivenBack.REPLACED_BY_FIRE, request.now());
            tables.executions.change(row, replaced, request.now());
            if (replaced.status().isFinal()) {
                outcome.ended.add(row.withJob());
            } else {
                outcome.cancelRequested.add(replaced.executionId());
            }
        }
    }

    private void insert(JobRow job, PlannedFire fire) {
        var limit =
                fire.kind() == PlannedFire.Kind.RESERVE ? slots.blocking(job.skillName(), job.organizationId()) : null;
        if (limit != null) {
            insertBlocked(job, fire, limit);
            return;
        }
        var row = tables.executions.insert(job, FireExecution.of(job.job(), fire, request), request.now());
        switch (fire.kind()) {
            case RESERVE -> {
                room.take(fire.fireAt());
                slots.take(job.skillName(), job.organizationId());
                outcome.claimed.add(row.withJob());
            }
            case QUEUE -> ready.backTo(row);
            case SKIP -> outcome.ended.add(row.withJob());
        }
    }

    private void insertBlocked(JobRow job, PlannedFire fire, String limit) {
        var row = tables.executions.insert(job, FireExecution.waiting(job.job(), fire), request.now());
        if (!fire.fireAt().isAfter(request.now())) {
            slots.block();
            tables.lanes.block(row, limit);
        }
    }

    /** Not a user's change, so that its version stays. */
    private void disable(JobRow row, String reason) {
        tables.jobs.change(
                row,
                row.job().toBuilder()
                        .status(CronJobStatus.DISABLED)
                        .statusReason(reason)
                        .build());
        outcome.disabled.add(row.snapshot());
    }
}
