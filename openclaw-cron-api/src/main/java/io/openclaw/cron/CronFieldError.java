package io.openclaw.cron;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a cron expression.
 *
 * @param field the field it is in, or null if it concerns the expression as a whole (its length, its number of fields)
 *     or its time zone
 * @param position the offset of the first offending character, counted from 0 in the expression as given
 * @param text the offending text, at most 40 characters of it; empty where something is missing
 * @param reason what is wrong and what is allowed, one sentence without a full stop
 */
public record CronFieldError(@Nullable CronField field, int position, String text, String reason) {

    /** The message for a person: field, position, offending text and reason. */
    public String message() {
        var where = field == null ? "" : field.label() + ", ";
        var what = text.isEmpty() ? "" : " ('" + text + "')";
        return where + "position " + position + what + ": " + reason;
    }
}
