package io.openclaw.cron;

/**
 * A parsed cron expression: its parts, as text.
 *
 * @param expression the expression as given, without blanks at its ends
 * @param seconds the seconds field, {@code "0"} for an expression of five fields
 * @param minutes the minutes field
 * @param hours the hours field
 * @param daysOfMonth the day-of-month field
 * @param months the month field
 * @param daysOfWeek the day-of-week field
 * @param hasSeconds whether the expression has six fields
 * @param intervalStyle whether its minute or hour field begins with {@code *}, so that it follows the wall clock through
 *     clock changes; otherwise it is a fixed-time schedule, which runs once for each local time it names
 * @param canFire whether there is any date on which it fires; 30 February has none
 */
public record CronSchedule(
        String expression,
        String seconds,
        String minutes,
        String hours,
        String daysOfMonth,
        String months,
        String daysOfWeek,
        boolean hasSeconds,
        boolean intervalStyle,
        boolean canFire) {}
