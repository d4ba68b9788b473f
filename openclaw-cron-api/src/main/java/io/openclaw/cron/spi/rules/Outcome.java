package io.openclaw.cron.spi.rules;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.OutcomeCounts;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a final execution adds to statistics.
 *
 * @param status how it ended
 * @param count how many outcomes it stands for: several if it stands for a range of skipped fires
 * @param duration how long its run took, or null if it is no run or nobody knows
 * @param lateness how late its run started, or null if that says nothing: it was not scheduled, or the start was not its first
 * @param tokensUsed tokens that its skill reported
 * @param costCents cost in cents that its skill reported
 */
public record Outcome(
        CronExecutionStatus status,
        long count,
        @Nullable Duration duration,
        @Nullable Duration lateness,
        long tokensUsed,
        long costCents) {

    /**
     * What an execution adds.
     *
     * @throws IllegalArgumentException if it is not final
     */
    public static Outcome of(CronExecution execution) {
        var status = execution.status();
        if (!status.isFinal()) {
            throw new IllegalArgumentException(status + " is no outcome");
        }
        var run = isRun(status);
        return new Outcome(
                status,
                status == CronExecutionStatus.SKIPPED ? execution.skippedCount() : 1,
                run ? execution.executionTime() : null,
                run && isFirstStart(execution) ? lateness(execution) : null,
                execution.tokensUsed(),
                execution.costCents());
    }

    /** Whether a status is that of something that really ran to an end: completed, failed or timed out. */
    public static boolean isRun(CronExecutionStatus status) {
        return switch (status) {
            case COMPLETED, FAILED, TIMEOUT -> true;
            case PENDING, RUNNING, SKIPPED, CANCELLED -> false;
        };
    }

    /** By status. */
    public OutcomeCounts counts() {
        return new OutcomeCounts(
                countIf(CronExecutionStatus.COMPLETED),
                countIf(CronExecutionStatus.FAILED),
                countIf(CronExecutionStatus.TIMEOUT),
                countIf(CronExecutionStatus.SKIPPED),
                countIf(CronExecutionStatus.CANCELLED));
    }

    private long countIf(CronExecutionStatus one) {
        return status == one ? count : 0;
    }

    /** A later attempt, or one after a recovery, is late for reasons of its own. */
    private static boolean isFirstStart(CronExecution run) {
        return run.scheduledFor() != null && run.startedAt() != null && run.attempt() == 1 && run.recoveries() == 0;
    }

    private static Duration lateness(CronExecution run) {
        return Duration.between(Objects.requireNonNull(run.scheduledFor()), Objects.requireNonNull(run.startedAt()));
    }
}
