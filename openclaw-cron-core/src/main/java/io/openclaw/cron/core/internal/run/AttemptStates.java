package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of an execution that nearly every attempt makes. They are made without a builder, which takes as much memory as what it
 * builds: there is one for each execution, and what is made brings the collector's pauses.
 */
final class AttemptStates {
    private AttemptStates() {}

    /** A reserved execution as it is when its next attempt begins. */
    static CronExecution running(CronExecution reserved, Instant startedAt) {
        return new CronExecution(
                reserved.executionId(),
                reserved.jobId(),
                reserved.organizationId(),
                reserved.userId(),
                reserved.skillName(),
                reserved.skillParams(),
                CronExecutionStatus.RUNNING,
                reserved.trigger(),
                reserved.scheduledFor(),
                reserved.skippedUntil(),
                reserved.skippedCount(),
                reserved.priority(),
                reserved.inTurn(),
                reserved.availableAt(),
                startedAt,
                reserved.completedAt(),
                null,
                reserved.attempt() + 1,
                reserved.recoveries(),
                reserved.node(),
                reserved.fence(),
                reserved.claimId(),
                reserved.cancelRequestedAt(),
                null,
                reserved.result(),
                null,
                reserved.tokensUsed(),
                reserved.costCents(),
                reserved.startedBeforeChange());
    }

    /** A running execution as it is when its skill has returned. */
    static CronExecution completed(
            CronExecution running, Instant endedAt, Duration took, @Nullable Map<String, Object> result) {
        return new CronExecution(
                running.executionId(),
                running.jobId(),
                running.organizationId(),
                running.userId(),
                running.skillName(),
                running.skillParams(),
                CronExecutionStatus.COMPLETED,
                running.trigger(),
                running.scheduledFor(),
                running.skippedUntil(),
                running.skippedCount(),
                running.priority(),
                running.inTurn(),
                running.availableAt(),
                running.startedAt(),
                endedAt,
                took,
                running.attempt(),
                running.recoveries(),
                running.node(),
                running.fence(),
                running.claimId(),
                running.cancelRequestedAt(),
                running.progress(),
                result,
                running.error(),
                running.tokensUsed(),
                running.costCents(),
                running.startedBeforeChange());
    }
}
