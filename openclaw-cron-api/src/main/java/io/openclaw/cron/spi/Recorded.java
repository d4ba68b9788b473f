package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import org.jspecify.annotations.Nullable;

/**
 * What became of an execution that was to be recorded.
 *
 * @param status whether it was accepted
 * @param execution the execution as it is stored now; null if there is none
 * @param reason why it could not be stored, otherwise null
 */
public record Recorded(
        Status status,
        @Nullable CronExecution execution,
        @Nullable String reason) {

    /** Whether a record was accepted. */
    public enum Status {
        /** It is stored. The stored status may be cancelled where pending was asked for. */
        ACCEPTED,
        /** It had been stored by an earlier call already. */
        REPEATED,
        /** Another node has taken the execution over, or it has ended otherwise. */
        REFUSED,
        /** Its data cannot be stored, such as a character that the database does not take; nothing has changed. */
        UNSTORABLE
    }

    /** Whether the state is stored now. */
    public boolean stored() {
        return status == Status.ACCEPTED || status == Status.REPEATED;
    }
}
