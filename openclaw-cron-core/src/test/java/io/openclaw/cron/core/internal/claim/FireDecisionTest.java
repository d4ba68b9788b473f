package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.OverlapPolicy.ALLOW;
import static io.openclaw.cron.OverlapPolicy.QUEUE;
import static io.openclaw.cron.OverlapPolicy.REPLACE;
import static io.openclaw.cron.OverlapPolicy.SKIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans are written as their rows, one a text, and the next run: {@code "reserve 12:00:00 in turn", "next 12:01:00"}. */
class FireDecisionTest {
    private static final String LEFT = "next 12:00:00";

    private final CronExpressions expressions = new CronExpressions();
    private final TimeOrderedIds ids = new TimeOrderedIds();

    private Instant now = today("12:00:10");
    private Duration threshold = Duration.ofSeconds(30);
    private @Nullable Instant skipBefore;
    private CronJob.Builder job = Samples.aJob().schedule("* * * * *").nextRun(today("12:00:00"));
    private int live;
    private int waiting;
    private boolean roomNow = true;
    private boolean roomAhead = true;

    // ---- one fire that is due, on time

    static Stream<Arguments> oneDueFire() {
        var reserved = List.of("reserve 12:00:00 in turn", "next 12:01:00");
        var queued = List.of("queue 12:00:00", "next 12:01:00");
        var skipped = List.of("skip 12:00:00 to 12:00:00 x1 overlap", "next 12:01:00");
        var replaced = List.of("replace live", "queue 12:00:00", "next 12:01:00");
        var beside = List.of("reserve 12:00:00", "next 12:01:00");
        var left = List.of(LEFT);
        return Stream.of(
                arguments(SKIP, 0, true, reserved),
                arguments(SKIP, 0, false, left),
                arguments(SKIP, 1, true, skipped),
                arguments(SKIP, 1, false, skipped),
                arguments(QUEUE, 0, true, reserved),
                arguments(QUEUE, 0, false, left),
                arguments(QUEUE, 1, true, queued),
                arguments(QUEUE, 1, false, queued),
                arguments(REPLACE, 0, true, reserved),
                arguments(REPLACE, 0, false, left),
                arguments(REPLACE, 1, true, replaced),
                arguments(REPLACE, 1, false, replaced),
                arguments(ALLOW, 0, true, beside),
                arguments(ALLOW, 0, false, left),
                arguments(ALLOW, 7, true, beside),
                arguments(ALLOW, 7, false, left));
    }

    @ParameterizedTest
    @MethodSource("oneDueFire")
    void aFireThatIsDueMeetsWhatIsLiveByTheOverlapPolicy(
            OverlapPolicy overlap, int liveNow, boolean room, List<String> expected) {
        policies(JobPolicies.DEFAULT.with(overlap));
        live = liveNow;
        roomNow = room;
        assertThat(plan()).isEqualTo(expected);
    }

    // ---- several fires that are due, none of them missed

    static Stream<Arguments> severalDueFires() {
        return Stream.of(
                arguments(
                        SKIP,
                        0,
                        List.of("reserve 12:00:10 in turn", "skip 12:00:20 to 12:00:30 x2 overlap", "next 12:00:40")),
                arguments(SKIP, 1, List.of("skip 12:00:10 to 12:00:30 x3 overlap", "next 12:00:40")),
                arguments(
                        QUEUE,
                        0,
                        List.of("reserve 12:00:10 in turn", "queue 12:00:20", "queue 12:00:30", "next 12:00:40")),
                arguments(QUEUE, 1, List.of("queue 12:00:10", "queue 12:00:20", "queue 12:00:30", "next 12:00:40")),
                arguments(
                        REPLACE,
                        0,
                        List.of("skip 12:00:10 to 12:00:20 x2 replaced", "reserve 12:00:30 in turn", "next 12:00:40")),
                arguments(
                        REPLACE,
                        1,
                        List.of(
                                "replace live",
                                "skip 12:00:10 to 12:00:20 x2 replaced",
                                "queue 12:00:30",
                                "next 12:00:40")),
                // One at a time: the store asks again for as long as there is room.
                arguments(ALLOW, 0, List.of("reserve 12:00:10", "next 12:00:20")),
                arguments(ALLOW, 1, List.of("reserve 12:00:10", "next 12:00:20")));
    }

    @ParameterizedTest
    @MethodSource("severalDueFires")
    void severalFiresThatAreDueMeetOneAnotherAsWell(OverlapPolicy overlap, int liveNow, List<String> expected) {
        job.schedule("*/10 * * * * *").nextRun(today("12:00:10"));
        now = today("12:00:30");
        policies(JobPolicies.DEFAULT.with(overlap));
        live = liveNow;
        assertThat(plan()).isEqualTo(expected);
    }

    @Test
    void withoutRoomNothingIsDecidedWhileNothingIsLive() {
        job.schedule("*/10 * * * * *").nextRun(today("12:00:10"));
        now = today("12:00:30");
        roomNow = false;
        for (var overlap : OverlapPolicy.values()) {
            policies(JobPolicies.DEFAULT.with(overlap));
            assertThat(plan()).containsExactly("next 12:00:10");
        }
    }

    // ---- the queue

    @Test
    void aHundredExecutionsWaitAtTheMost() {
        job.schedule("* * * * * *").nextRun(today("11:00:00"));
        threshold = Duration.ofHours(2);
        now = today("11:16:39");
        policies(JobPolicies.DEFAULT.with(QUEUE));
        var rows = plan();
        assertThat(rows).hasSize(103).startsWith("reserve 11:00:00 in turn", "queue 11:00:01");
        assertThat(rows.subList(100, 103))
                .containsExactly("queue 11:01:40", "skip 11:01:41 to 11:16:39 x899 queue_full", "next 11:16:40");
    }

    @Test
    void whatWaitsAlreadyCountsAgainstTheHundred() {
        policies(JobPolicies.DEFAULT.with(QUEUE));
        job.schedule("*/10 * * * * *").nextRun(today("12:00:10"));
        now = today("12:00:30");
        live = 99;
        waiting = 98;
        assertThat(plan())
                .containsExactly(
                        "queue 12:00:10", "queue 12:00:20", "skip 12:00:30 to 12:00:30 x1 queue_full", "next 12:00:40");
        waiting = 100;
        assertThat(plan()).containsExactly("skip 12:00:10 to 12:00:30 x3 queue_full", "next 12:00:40");
        waiting = 170;
        assertThat(plan()).containsExactly("skip 12:00:10 to 12:00:30 x3 queue_full", "next 12:00:40");
    }

    // ---- missed fires

    @Test
    void aFireThatIsClaimedExactlyAtTheThresholdIsOnTimeAndALittleLaterItIsMissed() {
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.SKIP));
        now = today("12:00:30");
        assertThat(plan()).containsExactly("reserve 12:00:00 in turn", "next 12:01:00");
        now = now.plusNanos(1_000);
        assertThat(plan()).containsExactly("skip 12:00:00 to 12:00:00 x1 missed", "next 12:01:00");
    }

    @Test
    void aFireOnTimeStandsForTheMissedOnesAsWell() {
        job.nextRun(today("11:00:00"));
        for (var misfire : List.of(MisfirePolicy.FIRE_ONCE, MisfirePolicy.SKIP)) {
            policies(JobPolicies.DEFAULT.with(misfire));
            assertThat(plan())
                    .containsExactly(
                            "skip 11:00:00 to 11:59:00 x60 missed", "reserve 12:00:00 in turn", "next 12:01:00");
        }
    }

    @Test
    void withNoFireOnTimeTheLatestMissedOneRunsOnce() {
        job.nextRun(today("11:00:00"));
        now = today("12:00:45");
        assertThat(plan())
                .containsExactly("skip 11:00:00 to 11:59:00 x60 missed", "reserve 12:00:00 in turn", "next 12:01:00");
    }

    @Test
    void aSingleMissedFireRunsOnceWithNothingSkipped() {
        now = today("12:00:45");
        assertThat(plan()).containsExactly("reserve 12:00:00 in turn", "next 12:01:00");
    }

    @Test
    void aMissedFireThatRunsMeetsWhatIsLiveAsAnyOther() {
        job.nextRun(today("11:58:00"));
        now = today("12:00:45");
        live = 1;
        assertThat(plan())
                .containsExactly(
                        "skip 11:58:00 to 11:59:00 x2 missed", "skip 12:00:00 to 12:00:00 x1 overlap", "next 12:01:00");
        policies(JobPolicies.DEFAULT.with(ALLOW));
        assertThat(plan()).containsExactly("skip 11:58:00 to 11:59:00 x2 missed", "reserve 12:00:00", "next 12:01:00");
    }

    @Test
    void missedFiresAreAllSkippedWhereThePolicySaysSo() {
        job.nextRun(today("11:00:00"));
        now = today("12:00:45");
        roomNow = false;
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.SKIP));
        assertThat(plan()).containsExactly("skip 11:00:00 to 12:00:00 x61 missed", "next 12:01:00");
    }

    @ParameterizedTest
    @EnumSource(OverlapPolicy.class)
    void missedFiresAreAllMadeUpForInTurnOldestFirstWhateverTheOverlapPolicy(OverlapPolicy overlap) {
        job.nextRun(today("11:58:00"));
        now = today("12:00:45");
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.FIRE_ALL).with(overlap));
        assertThat(plan())
                .containsExactly("reserve 11:58:00 in turn", "queue 11:59:00", "queue 12:00:00", "next 12:01:00");
        live = 1;
        assertThat(plan()).containsExactly("queue 11:58:00", "queue 11:59:00", "queue 12:00:00", "next 12:01:00");
        live = 0;
        roomNow = false;
        assertThat(plan()).containsExactly("queue 11:58:00", "queue 11:59:00", "queue 12:00:00", "next 12:01:00");
    }

    @Test
    void ofHundredsOfMissedFiresTheNewestHundredAreMadeUpFor() {
        job.schedule("* * * * * *").nextRun(today("11:50:00"));
        now = today("12:00:00");
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.FIRE_ALL));
        var rows = plan();
        assertThat(rows).hasSize(102);
        assertThat(rows.subList(0, 3))
                .containsExactly("skip 11:50:00 to 11:58:20 x501 missed", "reserve 11:58:21 in turn", "queue 11:58:22");
        assertThat(rows.subList(100, 102)).containsExactly("queue 12:00:00", "next 12:00:01");
    }

    @Test
    void exactlyAHundredMissedFiresAreMadeUpForWithNothingSkipped() {
        job.schedule("* * * * * *").nextRun(today("11:58:21"));
        now = today("12:00:00");
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.FIRE_ALL));
        assertThat(plan()).hasSize(101).startsWith("reserve 11:58:21 in turn");
    }

    @Test
    void ofFiresThatAreAllOnTimeNoneIsMadeUpFor() {
        job.schedule("*/10 * * * * *").nextRun(today("12:00:00"));
        now = today("12:00:30");
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.FIRE_ALL));
        assertThat(plan())
                .containsExactly("reserve 12:00:00 in turn", "skip 12:00:10 to 12:00:30 x3 overlap", "next 12:00:40");
    }

    @Test
    void aWeekOfMissedSecondsIsOneRowWithItsCount() {
        job.schedule("* * * * * *").nextRun(today("12:00:00").minus(Duration.ofDays(7)));
        policies(JobPolicies.DEFAULT.with(MisfirePolicy.SKIP));
        now = today("12:00:00");
        var fires = decide().fires();
        assertThat(fires).extracting(PlannedFire::count).containsExactly(604_770L, 1L, 30L);
    }

    @ParameterizedTest
    @EnumSource(MisfirePolicy.class)
    void aCatchUpOf604800FiresIsCheapWhateverThePolicies(MisfirePolicy misfire) {
        for (var overlap : OverlapPolicy.values()) {
            job.schedule("* * * * * *").nextRun(now.minus(Duration.ofDays(7)).plusSeconds(1));
            policies(JobPolicies.DEFAULT.with(misfire).with(overlap));
            var plan = decide();
            assertThat(plan.fires().size()).isLessThanOrEqualTo(102);
            var undecided = Duration.between(plan.nextRun(), now.plusSeconds(1)).toSeconds();
            assertThat(plan.fires().stream().mapToLong(PlannedFire::count).sum() + undecided)
                    .isEqualTo(604_800);
        }
    }

    // ---- what was due before the start

    @Test
    void whatWasDueBeforeTheStartIsSkippedIfThereIsNoRecovery() {
        job.nextRun(today("11:58:00"));
        skipBefore = today("12:00:05");
        assertThat(plan()).containsExactly("skip 11:58:00 to 12:00:00 x3 no_recovery", "next 12:01:00");
    }

    @Test
    void aFireAtTheVeryStartIsNotBeforeIt() {
        skipBefore = today("12:00:00");
        assertThat(plan()).containsExactly("reserve 12:00:00 in turn", "next 12:01:00");
        skipBefore = today("12:00:00").plusNanos(1_000);
        assertThat(plan()).containsExactly("skip 12:00:00 to 12:00:00 x1 no_recovery", "next 12:01:00");
    }

    @Test
    void aStartInTheFutureSkipsNothingThatIsNotDue() {
        skipBefore = today("13:00:00");
        assertThat(plan()).containsExactly("skip 12:00:00 to 12:00:00 x1 no_recovery", "next 12:01:00");
    }

    @Test
    void aStartLongAgoSkipsNothing() {
        skipBefore = today("09:00:00");
        assertThat(plan()).containsExactly("reserve 12:00:00 in turn", "next 12:01:00");
    }

    @Test
    void whatIsLeftAfterThatMayBeMissedAllTheSame() {
        job.nextRun(today("11:00:00"));
        skipBefore = today("11:30:00");
        now = today("12:00:45");
        assertThat(plan())
                .containsExactly(
                        "skip 11:00:00 to 11:29:00 x30 no_recovery",
                        "skip 11:30:00 to 11:59:00 x30 missed",
                        "reserve 12:00:00 in turn",
                        "next 12:01:00");
    }

    // ---- not due yet

    static Stream<Arguments> notDue() {
        var reserved = List.of("reserve 12:01:00 in turn", "next 12:02:00");
        var beside = List.of("reserve 12:01:00", "next 12:02:00");
        var left = List.of("next 12:01:00");
        return Stream.of(
                arguments(SKIP, 0, reserved),
                arguments(SKIP, 1, left),
                arguments(QUEUE, 0, reserved),
                arguments(QUEUE, 1, left),
                arguments(REPLACE, 0, reserved),
                arguments(REPLACE, 1, left),
                arguments(ALLOW, 0, beside),
                arguments(ALLOW, 1, beside));
    }

    @ParameterizedTest
    @MethodSource("notDue")
    void aFireThatIsNotDueYetIsReservedUnlessItMightOverlap(OverlapPolicy overlap, int liveNow, List<String> expected) {
        job.nextRun(today("12:01:00"));
        policies(JobPolicies.DEFAULT.with(overlap));
        live = liveNow;
        roomNow = false;
        assertThat(plan()).isEqualTo(expected);
        roomAhead = false;
        assertThat(plan()).containsExactly("next 12:01:00");
    }

    @Test
    void aFireIsDueAtItsVeryInstant() {
        now = today("12:00:00");
        roomAhead = false;
        assertThat(plan()).containsExactly("reserve 12:00:00 in turn", "next 12:01:00");
        now = now.minusNanos(1_000);
        assertThat(plan()).containsExactly(LEFT);
    }

    // ---- jobs at their end

    @Test
    void aJobWhoseZoneIsGoneIsDisabledWithTheReason() {
        job.timezone("Mars/Phobos");
        var plan = decide();
        assertThat(plan.disable()).contains("Mars/Phobos");
        assertThat(plan.fires()).isEmpty();
        assertThat(plan.nextRun()).isNull();
    }

    @Test
    void aJobWhoseExpressionIsNoneIsDisabledWithTheReason() {
        job.schedule("every full moon");
        assertThat(decide().disable()).isNotBlank();
    }

    @Test
    void aJobWithNoFurtherFireHasNoNextRun() {
        job.schedule("0 0 1 1 *").nextRun(Instant.parse("2500-01-01T00:00:00Z"));
        now = Instant.parse("2500-01-01T00:00:05Z");
        var plan = decide();
        assertThat(plan.fires()).extracting(PlannedFire::fireAt).containsExactly(Instant.parse("2500-01-01T00:00:00Z"));
        assertThat(plan.nextRun()).isNull();
        assertThat(plan.disable()).isNull();
    }

    @Test
    void aFireThatTheScheduleNamesNoLongerIsPassedOver() {
        // As after an update of the time zone data.
        job.nextRun(today("12:00:05"));
        assertThat(plan()).containsExactly("next 12:01:00");
    }

    // ---- plans as such

    @Test
    void theSamePlanIsMadeAgainWithOtherIds() {
        job.nextRun(today("11:00:00"));
        now = today("12:00:45");
        var first = decide();
        var second = decide();
        assertThat(describe(first)).isEqualTo(describe(second));
        assertThat(first.fires())
                .extracting(PlannedFire::executionId)
                .doesNotContainAnyElementsOf(
                        second.fires().stream().map(PlannedFire::executionId).toList());
    }

    @Test
    void everyReasonIsASentence() {
        job.nextRun(today("11:00:00"));
        live = 1;
        skipBefore = today("11:30:00");
        assertThat(decide().fires())
                .extracting(fire -> fire.reason().message())
                .containsExactly(
                        "Due before the start, and automatic recovery is off",
                        "Claimed more than PT30S after its time",
                        "An earlier execution of the job was live");
    }

    private List<String> plan() {
        return describe(decide());
    }

    private FirePlan decide() {
        var moment = new FireDecision.Moment(now, threshold, skipBefore);
        return new FireDecision(expressions, ids, moment)
                .plan(new DueJob(job.build(), live, waiting, roomNow, roomAhead));
    }

    private void policies(JobPolicies policies) {
        job.policies(policies);
    }

    private static List<String> describe(FirePlan plan) {
        assertThat(plan.disable()).isNull();
        var rows = new ArrayList<String>();
        if (plan.replaceLive()) {
            rows.add("replace live");
        }
        plan.fires().forEach(fire -> rows.add(describe(fire)));
        rows.add("next " + time(plan.nextRun()));
        return rows;
    }

    private static String describe(PlannedFire fire) {
        return switch (fire.kind()) {
            case RESERVE -> "reserve " + time(fire.fireAt()) + (fire.inTurn() ? " in turn" : "");
            case QUEUE -> "queue " + time(fire.fireAt()) + (fire.inTurn() ? "" : " out of turn");
            case SKIP ->
                "skip %s to %s x%d %s"
                        .formatted(time(fire.fireAt()), time(fire.until()), fire.count(), code(fire.reason()));
        };
    }

    private static String code(@Nullable CronExecutionError reason) {
        return reason == null ? "without a reason" : reason.code();
    }

    private static String time(Instant instant) {
        return instant.toString().substring(11, 19);
    }

    private static Instant today(String time) {
        return Instant.parse("2026-03-04T" + time + "Z");
    }
}
