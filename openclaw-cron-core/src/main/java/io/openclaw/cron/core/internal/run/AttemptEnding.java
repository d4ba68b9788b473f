package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The states in which an attempt can leave its execution.
 *
 * @param running the execution as it ran
 * @param endedAt when the attempt ended
 * @param took how long it took
 */
record AttemptEnding(CronExecution running, Instant endedAt, Duration took) {

    CronExecution failed(CronExecutionError error) {
        return ended(CronExecutionStatus.FAILED).error(error).build();
    }

    CronExecution timedOut(CronJob job) {
        return ended(CronExecutionStatus.TIMEOUT)
                .error(CronExecutionError.of(
                        CronExecutionError.TIMEOUT, "The attempt took longer than " + job.timeoutSeconds() + " s"))
                .build();
    }

    CronExecution cancelled() {
        return ended(CronExecutionStatus.CANCELLED)
                .error(CronExecutionError.of(CronExecutionError.CANCELLED, "Cancelled while it was running"))
                .build();
    }

    /** Waits for its next attempt. */
    CronExecution retry(CronExecutionError error, Duration delay) {
        return waiting()
                .error(error)
                .availableAt(endedAt.plus(delay).truncatedTo(ChronoUnit.MICROS))
                .build();
    }

    /** Waits for the same attempt once more, at once: it was interrupted by no fault of its own. */
    CronExecution returned() {
        return waiting().attempt(running.attempt() - 1).availableAt(endedAt).build();
    }

    private CronExecution.Builder ended(CronExecutionStatus status) {
        return running.toBuilder().status(status).completedAt(endedAt).executionTime(took);
    }

    private CronExecution.Builder waiting() {
        return running.toBuilder()
                .status(CronExecutionStatus.PENDING)
                .executionTime(took)
                .node(null)
                .claimId(null);
    }
}
