package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.FireTimes;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan in the making: walks along the due fires of a job and decides one after another. */
final class PlanBuilder {
    private final FireTimes times;
    private final TimeOrderedIds ids;
    private final Instant now;
    private final List<PlannedFire> fires = new ArrayList<>();
    private Instant decidedUntil;
    private boolean replaceLive;

    PlanBuilder(FireTimes times, TimeOrderedIds ids, Instant now) {
        this.times = times;
        this.ids = ids;
        this.now = now;
        this.decidedUntil = now;
    }

    /** Begins with the first fire after an instant; without this, with the first one after now. */
    void startAfter(Instant instant) {
        decidedUntil = instant;
    }

    Instant now() {
        return now;
    }

    /** The due fires that are not decided yet, oldest first. */
    List<Instant> undecided(int max) {
        var due = new ArrayList<Instant>();
        var next = max > 0 ? times.next(decidedUntil) : Optional.<Instant>empty();
        while (next.isPresent() && !next.get().isAfter(now)) {
            due.add(next.get());
            next = due.size() < max ? times.next(next.get()) : Optional.empty();
        }
        return due;
    }

    /** The newest of the due fires that are not decided yet, oldest first. */
    List<Instant> newestUndecided(int max) {
        return times.latest(decidedUntil, now, max);
    }

    /** Whether a fire that is not decided yet lies in a range. */
    boolean anyBetween(Instant after, Instant until) {
        return times.between(after.isAfter(decidedUntil) ? after : decidedUntil, until)
                .isPresent();
    }

    /** Skips the undecided fires up to an instant, all in one row. */
    PlanBuilder skipUntil(Instant until, CronExecutionError reason) {
        times.between(decidedUntil, until)
                .ifPresent(range ->
                        fires.add(PlannedFire.skip(ids.next(now), range.first(), range.last(), range.count(), reason)));
        return decided(until);
    }

    PlanBuilder reserve(Instant fireAt, boolean inTurn) {
        fires.add(PlannedFire.reserve(ids.next(now), fireAt, inTurn));
        return decided(fireAt);
    }

    PlanBuilder queue(Instant fireAt) {
        fires.add(PlannedFire.queue(ids.next(now), fireAt));
        return decided(fireAt);
    }

    PlanBuilder replaceLive() {
        replaceLive = true;
        return this;
    }

    FirePlan build() {
        return new FirePlan(fires, times.next(decidedUntil).orElse(null), replaceLive, null);
    }

    private PlanBuilder decided(Instant until) {
        if (until.isAfter(decidedUntil)) {
            decidedUntil = until;
        }
        return this;
    }
}
