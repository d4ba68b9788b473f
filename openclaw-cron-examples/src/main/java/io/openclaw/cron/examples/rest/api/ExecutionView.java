package io.openclaw.cron.examples.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An execution in JSON. */
record ExecutionView(
        String executionId,
        String jobId,
        String organizationId,
        String userId,
        String skillName,
        Map<String, Object> inputParams,
        Map<String, Object> outputResult,
        String status,
        String trigger,
        Instant scheduledFor,
        Instant skippedUntil,
        long skippedCount,
        int priority,
        Instant availableAt,
        Instant startedAt,
        Instant completedAt,
        Long executionTimeMs,
        int attempt,
        int retryCount,
        int recoveries,
        String nodeName,
        Instant cancelRequestedAt,
        ProgressView progress,
        long tokensUsed,
        long costCents,
        String errorCode,
        String errorMessage,
        @JsonInclude(JsonInclude.Include.NON_NULL) String errorStack) {

    /** What a skill reported last. */
    record ProgressView(String stage, int progress, String message) {
        static ProgressView of(CronProgress progress) {
            return new ProgressView(progress.stage(), progress.percent(), progress.message());
        }
    }

    /** For lists: without the stack trace. */
    static ExecutionView of(CronExecution execution) {
        return of(execution, false);
    }

    /**
     * One execution.
     *
     * @param stack whether to show the stack trace of what its skill has thrown, for those who mend it
     */
    static ExecutionView of(CronExecution execution, boolean stack) {
        var error = Optional.ofNullable(execution.error());
        return new ExecutionView(
                execution.executionId().toString(),
                execution.jobId().toString(),
                execution.organizationId(),
                execution.userId(),
                execution.skillName(),
                execution.skillParams(),
                execution.result(),
                JsonFields.word(execution.status()),
                JsonFields.word(execution.trigger()),
                execution.scheduledFor(),
                execution.skippedUntil(),
                execution.skippedCount(),
                execution.priority(),
                execution.availableAt(),
                execution.startedAt(),
                execution.completedAt(),
                Millis.of(execution.executionTime()),
                execution.attempt(),
                execution.retryCount(),
                execution.recoveries(),
                Optional.ofNullable(execution.node()).map(NodeId::name).orElse(null),
                execution.cancelRequestedAt(),
                Optional.ofNullable(execution.progress()).map(ProgressView::of).orElse(null),
                execution.tokensUsed(),
                execution.costCents(),
                error.map(e -> e.code()).orElse(null),
                error.map(e -> e.message()).orElse(null),
                error.filter(e -> stack).map(e -> e.stack()).orElse(null));
    }
}
