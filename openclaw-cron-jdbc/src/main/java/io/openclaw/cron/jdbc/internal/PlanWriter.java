package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.rules.FireExecution;
import io.openclaw.cron.spi.rules.GivenBack;
import java.util.List;
import java.util.function.Consumer;

/** Carries out what the planner has decided about a job. */
final class PlanWriter {
    private final LiveExecutions live;
    private final Claim claim;
    private final Consumer<CronExecution> inTurn;

    /**
     * A writer for one claim.
     *
     * @param inTurn takes what was queued and need not wait for anything
     */
    PlanWriter(LiveExecutions live, Claim claim, Consumer<CronExecution> inTurn) {
        this.live = live;
        this.claim = claim;
        this.inTurn = inTurn;
    }

    /** Carries a plan out; tells whether the job has another fire later than that for which it was planned. */
    boolean carryOut(LockedJob job, FirePlan plan) {
        if (plan.replaceLive()) {
            replaceLive(job);
        }
        var movedOn = job.moveTo(plan.nextRun());
        claim.moved(job);
        for (var fire : plan.fires()) {
            if (job.take(fire.fireAt())) {
                insert(job, fire);
            }
        }
        if (plan.disable() != null) {
            disable(job, plan.disable());
        }
        return movedOn;
    }

    private void replaceLive(LockedJob job) {
        var key = job.key();
        // What was read before may have ended since; from here on it cannot.
        var stored = live.lockOf(key.organizationId(), key.jobId()).stream()
                .map(claim.changes::asChanged)
                .toList();
        job.reload(stored, claim.changes.insertedIds());
        for (var execution : List.copyOf(job.live().values())) {
            if (execution.cancelRequestedAt() != null) {
                continue;
            }
            var replaced = GivenBack.asked(execution, GivenBack.REPLACED_BY_FIRE, claim.request.now());
            change(job, execution, replaced);
            if (replaced.status().isFinal()) {
                claim.ended(replaced, job);
            } else {
                claim.cancelRequested(replaced.executionId());
            }
        }
    }

    private void change(LockedJob job, CronExecution before, CronExecution after) {
        claim.changes.change(before, after);
        job.put(after);
    }

    private void insert(LockedJob job, PlannedFire fire) {
        var limit = fire.kind() == PlannedFire.Kind.RESERVE
                ? claim.slots.blocking(job.skillName(), job.key().organizationId())
                : null;
        if (limit != null) {
            insertBlocked(job, fire, limit);
            return;
        }
        var execution = FireExecution.of(job.definition(), fire, claim.request);
        claim.changes.insert(execution);
        job.put(execution);
        switch (fire.kind()) {
            case RESERVE -> claim.reserved(execution, job);
            case SKIP -> claim.ended(execution, job);
            case QUEUE -> {
                if (job.hasTurn(execution)) {
                    inTurn.accept(execution);
                }
            }
        }
    }

    private void insertBlocked(LockedJob job, PlannedFire fire, String limit) {
        var execution = FireExecution.waiting(job.definition(), fire);
        claim.changes.insert(execution);
        job.put(execution);
        if (!fire.fireAt().isAfter(claim.request.now())) {
            claim.block(execution, limit);
        }
    }

    /** Not a user's change, so that its version stays. */
    private void disable(LockedJob job, String reason) {
        job.change(job.definition().toBuilder()
                .status(CronJobStatus.DISABLED)
                .statusReason(reason)
                .build());
        claim.disabled(job);
    }
}
