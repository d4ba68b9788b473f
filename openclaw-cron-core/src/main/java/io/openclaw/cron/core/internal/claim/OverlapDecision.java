package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.rules.GivenBack;

/** What becomes of fires that are due now, by the job's overlap policy and what is live of it. */
final class OverlapDecision {
    /** How many executions of a job may wait for their turn. */
    static final int QUEUE_LIMIT = 100;

    private final DueJob due;

    OverlapDecision(DueJob due) {
        this.due = due;
    }

    FirePlan decide(PlanBuilder plan) {
        var fires = plan.undecided(1);
        if (fires.isEmpty()) {
            return plan.build();
        }
        var overlap = due.job().policies().overlap();
        if (!due.roomNow() && (due.live() == 0 || overlap == OverlapPolicy.ALLOW)) {
            return FirePlan.leave(due);
        }
        return switch (overlap) {
            // One at a time: how much room is left after it, the next plan is told.
            case ALLOW -> plan.reserve(fires.get(0), false).build();
            case SKIP -> skip(plan);
            case QUEUE -> queue(plan);
            case REPLACE -> replace(plan);
        };
    }

    private FirePlan skip(PlanBuilder plan) {
        if (due.live() == 0) {
            plan.reserve(plan.undecided(1).get(0), true);
        }
        return plan.skipUntil(
                        plan.now(),
                        CronExecutionError.of(CronExecutionError.OVERLAP, "An earlier execution of the job was live"))
                .build();
    }

    private FirePlan queue(PlanBuilder plan) {
        if (due.live() == 0) {
            plan.reserve(plan.undecided(1).get(0), true);
        }
        for (var fireAt : plan.undecided(Math.max(0, QUEUE_LIMIT - due.waiting()))) {
            plan.queue(fireAt);
        }
        return plan.skipUntil(
                        plan.now(),
                        CronExecutionError.of(
                                CronExecutionError.QUEUE_FULL,
                                QUEUE_LIMIT + " executions of the job were waiting already"))
                .build();
    }

    private FirePlan replace(PlanBuilder plan) {
        var newest = plan.newestUndecided(1).get(0);
        plan.skipUntil(newest.minusNanos(1), GivenBack.REPLACED_BY_FIRE);
        return due.live() == 0
                ? plan.reserve(newest, true).build()
                : plan.replaceLive().queue(newest).build();
    }
}
