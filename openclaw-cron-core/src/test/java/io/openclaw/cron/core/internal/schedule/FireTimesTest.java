package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FireTimesTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private final CronExpressions expressions = new CronExpressions();

    @Test
    void rangesAgreeWithWalkingFromFireToFire() {
        var random = new RandomSchedules(41);
        for (int i = 0; i < 3_000; i++) {
            var expression = random.expression();
            var zone = random.zone();
            var times = expressions.fireTimes(expression, zone);
            // One end of the range near a clock change.
            var end = random.instant(zone);
            var length = Duration.ofHours(i % 100);
            var after = i % 3 == 0 ? end : end.minus(length);
            var until = after.plus(length);
            var context = "'%s' in %s after %s until %s".formatted(expression, zone, after, until);
            var walked = walk(times, after, until, 5_000);
            if (walked.size() < 5_000) {
                compare(times, after, until, walked, context);
            }
        }
    }

    private static void compare(FireTimes times, Instant after, Instant until, List<Instant> walked, String context) {
        int size = walked.size();
        var expected = size == 0
                ? Optional.<FireRange>empty()
                : Optional.of(new FireRange(size, walked.get(0), walked.get(size - 1)));
        assertThat(times.between(after, until)).as(context).isEqualTo(expected);
        assertThat(times.latest(after, until, 7)).as(context).isEqualTo(walked.subList(Math.max(0, size - 7), size));
    }

    @Test
    void sparseJobsAreFoundAcrossManyClockChangesInBothDirections() {
        var leapSundays = expressions.fireTimes("30 2 29 2 */7", ZoneId.of("Europe/Berlin"));
        var start = Instant.parse("1890-01-01T00:00:00Z");
        var walked = walk(leapSundays, start, FireTimes.HORIZON, 1_000);

        assertThat(walked)
                .hasSizeBetween(15, 25)
                .startsWith(Instant.parse("1920-02-29T01:30:00Z"), Instant.parse("1948-02-29T01:30:00Z"));
        assertThat(leapSundays.latest(start, FireTimes.HORIZON, 1_000)).isEqualTo(walked);
        assertThat(leapSundays.between(start, FireTimes.HORIZON))
                .contains(new FireRange(walked.size(), walked.get(0), walked.get(walked.size() - 1)));
    }

    @Test
    void aWeekOfMissedSecondsIsCountedExactly() {
        var times = expressions.fireTimes("* * * * * *", ZoneId.of("Europe/Oslo"));
        var until = NEW_YEAR.plus(Duration.ofDays(7));
        assertThat(times.between(NEW_YEAR, until)).contains(new FireRange(604_800, NEW_YEAR.plusSeconds(1), until));
        assertThat(times.latest(NEW_YEAR, until, 2)).containsExactly(until.minusSeconds(1), until);
    }

    @Test
    void aRangeExcludesItsBeginningAndIncludesItsEnd() {
        var times = expressions.fireTimes("0 * * * *", ZoneOffset.UTC);
        var next = NEW_YEAR.plus(Duration.ofHours(1));
        assertThat(times.between(NEW_YEAR, next)).contains(new FireRange(1, next, next));
        assertThat(times.between(NEW_YEAR, next.minusNanos(1))).isEmpty();
        assertThat(times.between(next, NEW_YEAR)).isEmpty();
        assertThat(times.latest(NEW_YEAR, next, 0)).isEmpty();
    }

    @Test
    void nothingFiresAtOrBeyondTheHorizon() {
        for (var zone : List.of(ZoneOffset.UTC, ZoneId.of("America/New_York"), ZoneOffset.ofHours(14))) {
            var times = expressions.fireTimes("* * * * * *", zone);
            var last = FireTimes.HORIZON.minusSeconds(1);
            assertThat(times.next(last.minusSeconds(1))).contains(last);
            assertThat(times.next(last)).isEmpty();
            assertThat(times.next(Instant.MAX)).isEmpty();
            assertThat(times.latest(last.minusSeconds(1), Instant.MAX, 5)).containsExactly(last);
            assertThat(times.between(last.minusSeconds(1), Instant.MAX)).contains(new FireRange(1, last, last));
        }
    }

    @Test
    void zonesWithRulesKeepThemUntilTheHorizon() {
        var newYork = expressions.fireTimes("30 2 * * *", ZoneId.of("America/New_York"));
        assertThat(newYork.next(Instant.parse("2500-03-13T12:00:00Z")))
                .as("2:30 on the second Sunday of March 2500 is skipped")
                .contains(Instant.parse("2500-03-14T07:00:00Z"));
    }

    @Test
    void theBeginningOfTimeIsAnsweredWithoutWalkingABillionYears() {
        var times = expressions.fireTimes("0 0 29 2 *", ZoneId.of("Europe/Oslo"));
        assertThat(times.next(Instant.MIN)).isPresent();
        assertThat(times.between(Instant.MIN, Instant.MAX).orElseThrow().count())
                .isEqualTo(242_500_607L);
    }

    @Test
    void secondsBeyondTheRangeOfInstantsDoNotOverflow() {
        var times = expressions.fireTimes("0 * * * *", ZoneId.of("Asia/Tokyo"));
        assertThat(times.nextEpochSecond(Long.MIN_VALUE))
                .isEqualTo(times.nextEpochSecond(Instant.MIN.getEpochSecond()));
        assertThat(times.nextEpochSecond(Long.MAX_VALUE)).isEqualTo(FireTimes.NEVER);
        assertThat(times.latestEpochSecond(Long.MIN_VALUE, Long.MIN_VALUE + 1)).isEqualTo(FireTimes.NEVER);
        assertThat(times.latestEpochSecond(Long.MIN_VALUE, Long.MAX_VALUE))
                .isEqualTo(FireTimes.HORIZON.minusSeconds(3_600).getEpochSecond());
    }

    @Test
    void fixedOffsetsNeedNoTable() {
        var after = Instant.parse("2026-06-01T12:00:00Z");
        assertThat(expressions.fireTimes("0 9 * * *", ZoneOffset.of("+05:45")).next(after))
                .contains(Instant.parse("2026-06-02T03:15:00Z"));
        assertThat(expressions.fireTimes("0 9 * * *", "UTC-3").next(after))
                .contains(Instant.parse("2026-06-02T12:00:00Z"));
        assertThat(expressions.fireTimes("0 9 * * *", "-00:00:01").next(after))
                .contains(Instant.parse("2026-06-02T09:00:01Z"));
    }

    @Test
    void anExpressionThatNeverFiresSaysSo() {
        for (var never :
                List.of("0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 L-30 2,4 ?", "0 0 */10 5 6#4", "0 0 31W 2 *")) {
            var times = expressions.fireTimes(never, ZoneOffset.UTC);
            assertThat(times.canFire()).as(never).isFalse();
            assertThat(times.next(NEW_YEAR)).as(never).isEmpty();
            assertThat(times.latest(Instant.MIN, Instant.MAX, 1)).as(never).isEmpty();
            assertThat(times.between(Instant.MIN, Instant.MAX)).as(never).isEmpty();
        }
    }

    private static List<Instant> walk(FireTimes times, Instant after, Instant until, int max) {
        var found = new ArrayList<Instant>();
        var next = times.next(after);
        while (next.isPresent() && !next.get().isAfter(until) && found.size() < max) {
            found.add(next.get());
            next = times.next(next.get());
        }
        return found;
    }
}
