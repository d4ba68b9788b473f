package io.openclaw.cron.core.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Finds fire times by looking at one second after the other, straight from the rules as they are written.
 *
 * <p>Seconds are passed over only where nothing can fire before the next midnight, full hour or full minute of the wall
 * clock, and never across a clock change.
 */
final class FireTimeOracle {
    private static final Duration CALENDAR_CHANGE = Duration.ofHours(3);
    /** The leap day on a given weekday comes again after 40 years at the latest. */
    private static final Duration PATIENCE = Duration.ofDays(41 * 366);

    private final OracleExpression expression;
    private final ZoneRules rules;

    FireTimeOracle(String expression, ZoneId zone) {
        this.expression = new OracleExpression(expression);
        this.rules = zone.getRules();
    }

    Optional<Instant> next(Instant after) {
        var end = after.plus(PATIENCE);
        var now = Instant.ofEpochSecond(after.getEpochSecond() + 1);
        var change = rules.nextTransition(now.minusSeconds(1));
        while (now.isBefore(end)) {
            if (change != null && change.getInstant().isBefore(now)) {
                change = rules.nextTransition(now.minusSeconds(1));
            }
            boolean atChange = change != null && change.getInstant().equals(now);
            if (fires(now, atChange ? change : null)) {
                return Optional.of(now);
            }
            var then = now.plusSeconds(secondsWithoutMatch(local(now)));
            var nextChange = atChange ? rules.nextTransition(now) : change;
            now = nextChange != null && nextChange.getInstant().isBefore(then) ? nextChange.getInstant() : then;
        }
        return Optional.empty();
    }

    private boolean fires(Instant now, ZoneOffsetTransition changeNow) {
        if (changeNow != null && runsSkippedTimes(changeNow)) {
            return true;
        }
        var local = local(now);
        return expression.matches(local.toLocalDate())
                && expression.matches(local.toLocalTime())
                && !isSuppressedRepetition(now, local);
    }

    private boolean runsSkippedTimes(ZoneOffsetTransition change) {
        if (expression.intervalStyle || !change.isGap() || isCalendarChange(change)) {
            return false;
        }
        var local = change.getDateTimeBefore();
        while (local.isBefore(change.getDateTimeAfter())) {
            if (expression.matches(local.toLocalDate()) && expression.matches(local.toLocalTime())) {
                return true;
            }
            local = local.plusSeconds(secondsWithoutMatch(local));
        }
        return false;
    }

    private boolean isSuppressedRepetition(Instant now, LocalDateTime local) {
        if (expression.intervalStyle) {
            return false;
        }
        var change = rules.getTransition(local);
        return change != null && change.isOverlap() && !isCalendarChange(change) && !now.isBefore(change.getInstant());
    }

    private static boolean isCalendarChange(ZoneOffsetTransition change) {
        return change.getDuration().abs().compareTo(CALENDAR_CHANGE) >= 0;
    }

    private long secondsWithoutMatch(LocalDateTime local) {
        var time = local.toLocalTime();
        if (!expression.matches(local.toLocalDate())) {
            return 86_400 - time.toSecondOfDay();
        }
        if (!expression.matchesHour(time)) {
            return 3_600 - time.toSecondOfDay() % 3_600;
        }
        return expression.matchesMinute(time) ? 1 : 60 - time.getSecond();
    }

    private LocalDateTime local(Instant instant) {
        ZoneOffset offset = rules.getOffset(instant);
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), offset);
    }
}
