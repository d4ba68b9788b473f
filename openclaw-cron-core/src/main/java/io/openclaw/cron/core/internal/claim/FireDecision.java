package io.openclaw.cron.core.internal.claim;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.core.internal.schedule.FireTimes;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the fires of a due job come to, at one moment: which run, which wait, which are skipped.
 *
 * <p>What is missed is decided first, by the misfire policy; what is left runs, subject to the overlap policy. A fire that
 * is not due yet is reserved, unless the job has something live and does not allow overlap: then it is decided at its time.
 */
public final class FireDecision implements FirePlanner {
    private final CronExpressions expressions;
    private final TimeOrderedIds ids;
    private final Moment moment;

    /** Decides for one claim. */
    public FireDecision(CronExpressions expressions, TimeOrderedIds ids, Moment moment) {
        this.expressions = expressions;
        this.ids = ids;
        this.moment = moment;
    }

    /**
     * The moment of a claim.
     *
     * @param now what counts as due
     * @param misfireThreshold how long after its time a due fire counts as missed
     * @param skipBefore fires before this instant are skipped because automatic recovery is off, or null
     */
    public record Moment(
            Instant now,
            Duration misfireThreshold,
            @Nullable Instant skipBefore) {
        /** Whether a fire is claimed too late. */
        boolean missed(Instant fireAt) {
            return fireAt.plus(misfireThreshold).isBefore(now);
        }

        /** The last instant at which a fire is missed. */
        Instant missedUntil() {
            return now.minus(misfireThreshold).minusNanos(1);
        }
    }

    @Override
    public FirePlan plan(DueJob due) {
        var job = due.job();
        FireTimes times;
        try {
            times = expressions.fireTimes(job.schedule(), job.timezone());
        } catch (InvalidCronExpressionException unusable) {
            return FirePlan.disable("Its schedule or zone can no longer be used: " + unusable.getMessage());
        }
        var firstFire = requireNonNull(job.nextRun(), "a due job has a next run");
        return firstFire.isAfter(moment.now()) ? planAhead(due, times, firstFire) : planDue(due, times, firstFire);
    }

    private FirePlan planAhead(DueJob due, FireTimes times, Instant fireAt) {
        var overlap = due.job().policies().overlap();
        if (!due.roomAhead() || (overlap != OverlapPolicy.ALLOW && due.live() > 0)) {
            return FirePlan.leave(due);
        }
        var fire = PlannedFire.reserve(ids.next(moment.now()), fireAt, overlap != OverlapPolicy.ALLOW);
        return new FirePlan(List.of(fire), times.next(fireAt).orElse(null), false, null);
    }

    private FirePlan planDue(DueJob due, FireTimes times, Instant firstFire) {
        var plan = new PlanBuilder(times, ids, moment.now());
        // Fire times are whole seconds, so that the range from a second before the first one holds it.
        plan.startAfter(firstFire.minusSeconds(1));
        var skipBefore = moment.skipBefore();
        if (skipBefore != null) {
            plan.skipUntil(
                    earlier(skipBefore.minusNanos(1), moment.now()),
                    CronExecutionError.of(
                            CronExecutionError.NO_RECOVERY, "Due before the start, and automatic recovery is off"));
        }
        var caughtUp = new MisfireDecision(moment).decide(due, plan);
        return caughtUp ? plan.build() : new OverlapDecision(due).decide(plan);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
