package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecutionError;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution that a plan inserts.
 *
 * @param executionId its id
 * @param kind what to do with it
 * @param fireAt its fire time; the first of them if it is skipped
 * @param until the last fire time that it stands for; the same unless it is skipped
 * @param count how many fire times it stands for, 1 unless it is skipped
 * @param inTurn whether it waits until all earlier executions of the job have ended
 * @param reason why it is skipped, otherwise null
 */
public record PlannedFire(
        UUID executionId,
        Kind kind,
        Instant fireAt,
        Instant until,
        long count,
        boolean inTurn,
        @Nullable CronExecutionError reason) {

    /** What to do with a fire. */
    public enum Kind {
        /** The claiming node gets it. */
        RESERVE,
        /** It waits, owned by nobody. */
        QUEUE,
        /** It, or a range of them, ends as skipped. */
        SKIP
    }

    /** A fire for the claiming node. */
    public static PlannedFire reserve(UUID executionId, Instant fireAt, boolean inTurn) {
        return new PlannedFire(executionId, Kind.RESERVE, fireAt, fireAt, 1, inTurn, null);
    }

    /** A fire that waits for its turn. */
    public static PlannedFire queue(UUID executionId, Instant fireAt) {
        return new PlannedFire(executionId, Kind.QUEUE, fireAt, fireAt, 1, true, null);
    }

    /** A range of fires that do not run. */
    public static PlannedFire skip(
            UUID executionId, Instant first, Instant last, long count, CronExecutionError reason) {
        return new PlannedFire(executionId, Kind.SKIP, first, last, count, false, reason);
    }
}
