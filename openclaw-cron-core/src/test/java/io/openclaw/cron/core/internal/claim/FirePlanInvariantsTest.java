package io.openclaw.cron.core.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.core.internal.schedule.FireTimes;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What holds of every plan, whatever the schedule, the policies, the delay and what is live. */
class FirePlanInvariantsTest {
    private static final int CASES = 3_000;
    private static final int MOST_FIRES = 1_000;
    private static final List<String> SCHEDULES = List.of(
            "* * * * * *", "*/7 * * * * *", "* * * * *", "*/15 * * * *", "30 2 * * *", "0 */2 * * *", "5 1-4 * * *");
    private static final List<String> ZONES = List.of(
            "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo");
    /** Clock changes in several zones, and an ordinary day. */
    private static final List<Instant> PLACES = List.of(
            Instant.parse("2026-03-08T07:00:00Z"),
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-10-25T01:00:00Z"),
            Instant.parse("2026-11-01T06:00:00Z"),
            Instant.parse("2026-04-04T15:00:00Z"),
            Instant.parse("2026-06-10T12:00:00Z"));

    private final CronExpressions expressions = new CronExpressions();
    private final TimeOrderedIds ids = new TimeOrderedIds();
    private final Random random = new Random(604_800);

    @Test
    void everyDueFireIsInExactlyOneRowOrStillToCome() {
        var checked = 0;
        while (checked < CASES) {
            var some = someCase();
            var due = some.due();
            if (due.size() <= MOST_FIRES) {
                check(some, due);
                checked++;
            }
        }
    }

    private void check(Case some, List<Instant> due) {
        var plan = new FireDecision(expressions, ids, some.moment).plan(some.job);
        Supplier<String> context = () -> some + " gives " + plan;
        assertThat(plan.disable()).as(context).isNull();
        assertThat(plan.fires().stream().map(PlannedFire::executionId))
                .as(context)
                .isSorted()
                .doesNotHaveDuplicates();

        var first = some.job.job().nextRun();
        var ahead = first.isAfter(some.moment.now());
        var fires = ahead ? some.times.next(first.minusSeconds(1), 1) : due;
        var next = 0;
        for (var row : plan.fires()) {
            assertThat(row.fireAt()).as(context).isEqualTo(fires.get(next));
            next += (int) row.count();
            assertThat(row.until()).as(context).isEqualTo(fires.get(next - 1));
        }
        var undecided = next < fires.size()
                ? fires.get(next)
                : some.times.next(last(fires, some)).orElse(null);
        assertThat(plan.nextRun()).as(context).isEqualTo(undecided);
        checkRows(some, plan, context, ahead);
    }

    private static void checkRows(Case some, FirePlan plan, Supplier<String> context, boolean ahead) {
        var policies = some.job.job().policies();
        var reserved = count(plan, PlannedFire.Kind.RESERVE);
        var queued = count(plan, PlannedFire.Kind.QUEUE);
        var allows = policies.overlap() == OverlapPolicy.ALLOW;
        var room = ahead ? some.job.roomAhead() : some.job.roomNow();
        var fireAll = policies.misfire() == MisfirePolicy.FIRE_ALL;
        assertThat(reserved).as(context).isLessThanOrEqualTo(room ? 1 : 0);
        assertThat(queued).as(context).isLessThanOrEqualTo(100);
        if (some.job.live() > 0 && !allows) {
            assertThat(reserved).as(context).isZero();
        }
        if (!fireAll && queued > 0) {
            assertThat(queued + (policies.overlap() == OverlapPolicy.QUEUE ? some.job.waiting() : 0))
                    .as(context)
                    .isLessThanOrEqualTo(100);
        }
        assertThat(plan.replaceLive() && policies.overlap() != OverlapPolicy.REPLACE)
                .as(context)
                .isFalse();
        assertThat(plan.fires()).as(context).allSatisfy(row -> {
            assertThat(row.count()).isPositive();
            assertThat(row.reason() != null).isEqualTo(row.kind() == PlannedFire.Kind.SKIP);
        });
    }

    private static long count(FirePlan plan, PlannedFire.Kind kind) {
        return plan.fires().stream().filter(row -> row.kind() == kind).count();
    }

    private static Instant last(List<Instant> fires, Case some) {
        return fires.isEmpty() ? some.moment.now() : fires.get(fires.size() - 1);
    }

    private Case someCase() {
        var schedule = any(SCHEDULES);
        var zone = any(ZONES);
        var times = expressions.fireTimes(schedule, zone);
        var first = times.next(any(PLACES).plusSeconds(random.nextInt(10_000) - 5_000))
                .orElseThrow();
        var delay = Duration.ofMillis((long) (Math.exp(random.nextDouble() * 18) - 1))
                .minusMillis(500);
        var policies = new JobPolicies(
                any(List.of(MisfirePolicy.values())),
                any(List.of(OverlapPolicy.values())),
                JobPolicies.DEFAULT.recovery(),
                false);
        var job = Samples.aJob()
                .schedule(schedule)
                .timezone(zone)
                .policies(policies)
                .nextRun(first)
                .build();
        var live = random.nextInt(3);
        var waiting = live == 0 ? 0 : random.nextInt(120);
        var now = first.plus(delay);
        var skipBefore = random.nextInt(4) == 0 ? now.minusSeconds(random.nextInt(4_000) - 100) : null;
        var moment = new FireDecision.Moment(now, Duration.ofSeconds(any(List.of(1, 30, 3_600))), skipBefore);
        return new Case(new DueJob(job, live, waiting, random.nextInt(5) > 0, random.nextInt(5) > 0), times, moment);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private record Case(DueJob job, FireTimes times, FireDecision.Moment moment) {
        /** The fires that are due, from the first that is not decided. */
        List<Instant> due() {
            return times.next(job.job().nextRun().minusSeconds(1), MOST_FIRES + 1).stream()
                    .takeWhile(fireAt -> !fireAt.isAfter(moment.now()))
                    .toList();
        }
    }
}
