package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.spi.DueJob;

/** What becomes of fires that are claimed too late, by the job's misfire policy. */
final class MisfireDecision {
    /** How many missed fires are made up for at the most. */
    static final int FIRE_ALL_LIMIT = 100;

    private final FireDecision.Moment moment;

    MisfireDecision(FireDecision.Moment moment) {
        this.moment = moment;
    }

    /** Decides the missed fires; returns whether it has decided all that is due. */
    boolean decide(DueJob due, PlanBuilder plan) {
        var oldest = plan.undecided(1);
        if (oldest.isEmpty() || !moment.missed(oldest.get(0))) {
            return false;
        }
        switch (due.job().policies().misfire()) {
            case SKIP -> plan.skipUntil(moment.missedUntil(), missed());
            case FIRE_ONCE -> fireOnce(plan);
            case FIRE_ALL -> {
                fireAll(due, plan);
                return true;
            }
        }
        return false;
    }

    /** A fire that is on time stands for the missed ones as well; without one the latest missed one is left to run. */
    private void fireOnce(PlanBuilder plan) {
        if (plan.anyBetween(moment.missedUntil(), moment.now())) {
            plan.skipUntil(moment.missedUntil(), missed());
        } else {
            plan.skipUntil(plan.newestUndecided(1).get(0).minusNanos(1), missed());
        }
    }

    private void fireAll(DueJob due, PlanBuilder plan) {
        var newest = plan.newestUndecided(FIRE_ALL_LIMIT);
        plan.skipUntil(newest.get(0).minusNanos(1), missed());
        var mayStart = due.live() == 0 && due.roomNow();
        for (var fireAt : newest) {
            if (mayStart) {
                plan.reserve(fireAt, true);
            } else {
                plan.queue(fireAt);
            }
            mayStart = false;
        }
    }

    private CronExecutionError missed() {
        return CronExecutionError.of(
                CronExecutionError.MISSED, "Claimed more than " + moment.misfireThreshold() + " after its time");
    }
}
