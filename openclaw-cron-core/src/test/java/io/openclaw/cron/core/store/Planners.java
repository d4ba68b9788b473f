package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Planners for jobs that fire in even steps. */
public final class Planners {
    /** Decides one fire at a time, by the job's overlap policy; the next is a minute later. */
    static final FirePlanner EVERY_MINUTE = every(Duration.ofMinutes(1));

    static final CronExecutionError OVERLAP =
            CronExecutionError.of(CronExecutionError.OVERLAP, "An earlier execution of the job was live");

    private Planners() {}

    /** As {@link #EVERY_MINUTE}, in other steps, for claims at noon. */
    static FirePlanner every(Duration step) {
        return every(step, StoreTestCase.NOON);
    }

    /** As {@link #EVERY_MINUTE}, in other steps, for claims at another time. */
    static FirePlanner every(Duration step, Instant now) {
        return due -> plan(due, step, now);
    }

    private static FirePlan plan(DueJob due, Duration step, Instant now) {
        var fireAt = fireAt(due);
        var overlap = due.job().policies().overlap();
        var alone = due.live() == 0 || overlap == OverlapPolicy.ALLOW;
        var ahead = fireAt.isAfter(now);
        if (alone && (ahead ? due.roomAhead() : due.roomNow())) {
            var inTurn = overlap != OverlapPolicy.ALLOW;
            return plan(fireAt.plus(step), PlannedFire.reserve(Ids.next(), fireAt, inTurn));
        }
        if (alone || ahead) {
            return FirePlan.leave(due);
        }
        return switch (overlap) {
            case SKIP, ALLOW -> plan(fireAt.plus(step), PlannedFire.skip(Ids.next(), fireAt, fireAt, 1, OVERLAP));
            case QUEUE -> plan(fireAt.plus(step), PlannedFire.queue(Ids.next(), fireAt));
            case REPLACE -> new FirePlan(List.of(PlannedFire.queue(Ids.next(), fireAt)), fireAt.plus(step), true, null);
        };
    }

    /** Reserves the fire and says when the next one is. */
    public static FirePlanner reserving(Duration step, boolean inTurn) {
        return due -> plan(fireAt(due).plus(step), PlannedFire.reserve(Ids.next(), fireAt(due), inTurn));
    }

    /** A plan that inserts these fires. */
    static FirePlan plan(Instant nextRun, PlannedFire... fires) {
        return new FirePlan(List.of(fires), nextRun, false, null);
    }

    static Instant fireAt(DueJob due) {
        return requireNonNull(due.job().nextRun());
    }
}
