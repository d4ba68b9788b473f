package io.openclaw.cron.examples.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A job in JSON. */
record JobView(
        String jobId,
        String organizationId,
        String userId,
        String jobKey,
        String jobName,
        String description,
        String schedule,
        String timezone,
        String skillName,
        Map<String, Object> skillParams,
        String status,
        String statusReason,
        boolean enabled,
        int priority,
        String misfirePolicy,
        String overlapPolicy,
        String recoveryPolicy,
        boolean catchUpAfterPause,
        int maxRetries,
        int timeoutSeconds,
        Instant nextRun,
        Instant lastRun,
        String lastStatus,
        String lastError,
        long runCount,
        long successCount,
        long failureCount,
        long failureStreak,
        int liveCount,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<RecentView> recent) {

    static JobView of(CronJob job) {
        return of(job, null);
    }

    /** With its latest executions, newest first. */
    static JobView of(CronJob job, List<RecentView> recent) {
        var state = job.state();
        var policies = job.policies();
        return new JobView(
                job.jobId().toString(),
                job.organizationId(),
                job.userId(),
                job.jobKey(),
                job.jobName(),
                job.description(),
                job.schedule(),
                job.timezone(),
                job.skillName(),
                job.skillParams(),
                JsonFields.word(job.status()),
                job.statusReason(),
                job.enabled(),
                job.priority(),
                JsonFields.word(policies.misfire()),
                JsonFields.word(policies.overlap()),
                JsonFields.word(policies.recovery()),
                policies.catchUpAfterPause(),
                job.maxRetries(),
                job.timeoutSeconds(),
                job.nextRun(),
                state.lastRun(),
                state.lastStatus() == null ? null : JsonFields.word(state.lastStatus()),
                state.lastError(),
                state.runCount(),
                state.successCount(),
                state.failureCount(),
                state.failureStreak(),
                state.liveCount(),
                job.version(),
                job.createdAt(),
                job.updatedAt(),
                recent);
    }
}
