package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/cron-expressions.md: what happens when clocks are changed. */
class ClockChangeTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneOffset EST = ZoneOffset.ofHours(-5);
    private static final ZoneOffset EDT = ZoneOffset.ofHours(-4);

    private final CronExpressions expressions = new CronExpressions();

    @Test
    void aDailyJobInTheSkippedHourRunsAtTheMomentOfTheChange() {
        assertThat(next("30 2 * * *", NEW_YORK, at("2026-03-07T12:00", EST), 2))
                .containsExactly(at("2026-03-08T03:00", EDT), at("2026-03-09T02:30", EDT));
    }

    @Test
    void allSkippedTimesOfAFixedJobAreOneRun() {
        assertThat(next("0,15,30,45 2,3 * * *", NEW_YORK, at("2026-03-08T01:00", EST), 3))
                .containsExactly(at("2026-03-08T03:00", EDT), at("2026-03-08T03:15", EDT), at("2026-03-08T03:30", EDT));
    }

    @Test
    void skippedTimesAreCountedAsTheOneRunTheyAre() {
        var before = at("2026-03-08T01:00", EST);
        var change = at("2026-03-08T03:00", EDT);
        for (var expression : List.of("15,45 2 * * *", "0,30 2,3 * * *", "0 0-23 * * *")) {
            var times = expressions.fireTimes(expression, NEW_YORK);
            assertThat(times.between(before, change)).as(expression).contains(new FireRange(1, change, change));
            assertThat(times.latest(before, change, 5)).as(expression).containsExactly(change);
        }
    }

    @Test
    void anIntervalJobHasNothingToRunInTheSkippedHour() {
        assertThat(next("*/30 * * * *", NEW_YORK, at("2026-03-08T01:15", EST), 3))
                .containsExactly(at("2026-03-08T01:30", EST), at("2026-03-08T03:00", EDT), at("2026-03-08T03:30", EDT));
        assertThat(next("*/30 2 * * *", NEW_YORK, at("2026-03-07T12:00", EST), 1))
                .containsExactly(at("2026-03-09T02:00", EDT));
    }

    @Test
    void aDailyJobInTheRepeatedHourRunsInTheFirstPassOnly() {
        assertThat(next("30 1 * * *", NEW_YORK, at("2026-10-31T12:00", EDT), 2))
                .containsExactly(at("2026-11-01T01:30", EDT), at("2026-11-02T01:30", EST));
    }

    @Test
    void anIntervalJobRunsInBothPasses() {
        assertThat(next("30 * * * *", NEW_YORK, at("2026-11-01T01:00", EDT), 3))
                .containsExactly(at("2026-11-01T01:30", EDT), at("2026-11-01T01:30", EST), at("2026-11-01T02:30", EST));
    }

    @Test
    void theNewestRunIsFoundInTheFirstPassToo() {
        var times = expressions.fireTimes("30 * * * *", NEW_YORK);
        assertThat(times.latest(at("2026-11-01T00:00", EDT), at("2026-11-01T01:00", EST), 2))
                .containsExactly(at("2026-11-01T00:30", EDT), at("2026-11-01T01:30", EDT));
    }

    @Test
    void namingEveryHourOneByOneMakesAFixedJob() {
        for (var expression : List.of("0 0-23 * * *", "0 0/1 * * *")) {
            assertThat(next(expression, NEW_YORK, at("2026-11-01T00:30", EDT), 3))
                    .as(expression)
                    .containsExactly(
                            at("2026-11-01T01:00", EDT), at("2026-11-01T02:00", EST), at("2026-11-01T03:00", EST));
        }
        assertThat(next("0 * * * *", NEW_YORK, at("2026-11-01T00:30", EDT), 3))
                .containsExactly(at("2026-11-01T01:00", EDT), at("2026-11-01T01:00", EST), at("2026-11-01T02:00", EST));
    }

    @Test
    void theSecondsFieldDoesNotMakeAnIntervalJob() {
        assertThat(next("*/20 30 2 8 3 *", NEW_YORK, at("2026-03-07T12:00", EST), 2))
                .containsExactly(at("2026-03-08T03:00", EDT), at("2027-03-08T02:30", EST));
    }

    @Test
    void theDateOfASkippedMidnightIsTheSkippedOne() {
        var cairo = ZoneId.of("Africa/Cairo");
        assertThat(next("0 0 24 4 *", cairo, Instant.parse("2026-04-20T00:00:00Z"), 1))
                .as("midnight of 24 April 2026 is skipped, its run is at 01:00")
                .containsExactly(Instant.parse("2026-04-23T22:00:00Z"));
    }

    @Test
    void aChangeOfHalfAnHourCountsAsOne() {
        var lordHowe = ZoneId.of("Australia/Lord_Howe");
        assertThat(next("15 2 4 10 *", lordHowe, Instant.parse("2026-10-01T00:00:00Z"), 1))
                .containsExactly(Instant.parse("2026-10-03T15:30:00Z"));
    }

    @Test
    void acrossAChangeOfCalendarEveryJobFollowsTheWallClock() {
        var apia = ZoneId.of("Pacific/Apia");
        assertThat(next("0 12 * * *", apia, Instant.parse("2011-12-29T00:00:00Z"), 2))
                .as("30 December 2011 never was")
                .containsExactly(Instant.parse("2011-12-29T22:00:00Z"), Instant.parse("2011-12-30T22:00:00Z"));
        var kwajalein = ZoneId.of("Pacific/Kwajalein");
        assertThat(next("0 12 * * *", kwajalein, Instant.parse("1969-09-29T12:00:00Z"), 3))
                .as("30 September 1969 came twice")
                .extracting(fire -> fire.atZone(kwajalein).toLocalDate().getDayOfMonth())
                .containsExactly(30, 30, 1);
    }

    @Test
    void aFractionOfASecondCounts() {
        var noon = Instant.parse("2026-06-01T12:00:00Z");
        var times = expressions.fireTimes("0 12 * * *", ZoneOffset.UTC);
        assertThat(times.next(noon.minusNanos(1))).contains(noon);
        assertThat(times.next(noon)).contains(Instant.parse("2026-06-02T12:00:00Z"));
        assertThat(times.next(noon.plusNanos(1))).contains(Instant.parse("2026-06-02T12:00:00Z"));
    }

    private List<Instant> next(String expression, ZoneId zone, Instant after, int count) {
        return expressions.fireTimes(expression, zone).next(after, count);
    }

    private static Instant at(String local, ZoneOffset offset) {
        return LocalDateTime.parse(local).toInstant(offset);
    }
}
