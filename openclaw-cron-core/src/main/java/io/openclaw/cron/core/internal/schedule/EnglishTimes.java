package io.openclaw.cron.core.internal.schedule;

import static io.openclaw.cron.core.internal.schedule.EnglishWords.clock;
import static io.openclaw.cron.core.internal.schedule.EnglishWords.numbered;

import java.util.ArrayList;

/**
 * The second, minute and hour fields in English.
 *
 * <p>Goes by the values that a field has and not by how it is written, so that {@code 0-59/15}, <code>*&#47;15</code>
 * and {@code 0,15,30,45} read the same.
 */
final class EnglishTimes {
    private static final int SIXTY = 60;
    private static final int HOURS_PER_DAY = 24;
    private static final int LAST = 59;

    private final FieldValues seconds;
    private final FieldValues minutes;
    private final FieldValues hours;

    EnglishTimes(CronText text) {
        this.seconds = FieldValues.of(FieldRules.SECOND, text);
        this.minutes = FieldValues.of(FieldRules.MINUTE, text);
        this.hours = FieldValues.of(FieldRules.HOUR, text);
    }

    /** Such as "at 09:00 and 17:00" or "every 10 seconds from 09:00 to 17:59". */
    String describe() {
        if (!seconds.isSingle()) {
            return severalSeconds();
        }
        if (minutes.size() * hours.size() <= EnglishWords.LISTED) {
            return "at " + clocks();
        }
        return minutes.isSingle() ? hourly() : severalMinutes();
    }

    /** Whether it goes on day and night, so that days need not be mentioned. */
    boolean aroundTheClock() {
        return hours.all() || saidAsEveryFewHours();
    }

    private boolean saidAsEveryFewHours() {
        return hours.size() > EnglishWords.LISTED
                && hours.evenStep(HOURS_PER_DAY) > 0
                && minutes.is(0)
                && seconds.is(0);
    }

    private String clocks() {
        var clocks = new ArrayList<String>();
        for (int hour : hours.values()) {
            for (int minute : minutes.values()) {
                clocks.add(clock(hour, minute, seconds.first()));
            }
        }
        return EnglishWords.and(clocks);
    }

    /** One minute of more hours than can be listed. */
    private String hourly() {
        int minute = minutes.first();
        int second = seconds.first();
        if (hours.all()) {
            return "every hour" + (minute == 0 && second == 0 ? "" : " at minute " + minute + atSecond());
        }
        if (hours.step() == 0) {
            return "at " + clocks();
        }
        if (saidAsEveryFewHours()) {
            return "every " + hours.step() + " hours";
        }
        var every = hours.step() == 1 ? "every hour" : "every " + hours.step() + " hours";
        return every + " from " + clock(hours.first(), minute, second) + " to " + clock(hours.last(), minute, second);
    }

    private String severalMinutes() {
        var often = often("minute", minutes);
        var phrase = often.isEmpty() ? "at " + numbered("minute", minutes) : often;
        return phrase + duringHours(often.isEmpty(), 0) + atSecond();
    }

    private String severalSeconds() {
        var often = often("second", seconds);
        var phrase = often.isEmpty() ? "at " + numbered("second", seconds) : often;
        if (minutes.all()) {
            return phrase + (often.isEmpty() ? " of every minute" : "") + duringHours(false, LAST);
        }
        int step = minutes.evenStep(SIXTY);
        var ofMinutes = step == 0 ? numbered("minute", minutes) : "every " + EnglishWords.ordinal(step) + " minute";
        return phrase + " of " + ofMinutes + duringHours(step == 0, LAST);
    }

    /** "every minute", "every 5 minutes"; empty if the values do not go round evenly. */
    private static String often(String unit, FieldValues values) {
        if (values.all()) {
            return "every " + unit;
        }
        int step = values.evenStep(SIXTY);
        return step == 0 ? "" : "every " + step + " " + unit + "s";
    }

    private String duringHours(boolean sayEveryHour, int lastSecond) {
        if (hours.all()) {
            return sayEveryHour ? " of every hour" : "";
        }
        if (hours.isRange()) {
            return " from " + clock(hours.first(), 0, 0) + " to " + clock(hours.last(), LAST, lastSecond);
        }
        return " in " + numbered("hour", hours);
    }

    private String atSecond() {
        return seconds.is(0) ? "" : " at second " + seconds.first();
    }
}
