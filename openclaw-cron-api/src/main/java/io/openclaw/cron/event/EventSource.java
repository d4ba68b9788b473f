package io.openclaw.cron.event;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event is about.
 *
 * @param organizationId the organization
 * @param userId the user: the owner of the job, or who asked for the manual run
 * @param jobId the job
 * @param executionId the execution, or null if the event is about the job
 */
public record EventSource(
        String organizationId,
        String userId,
        UUID jobId,
        @Nullable UUID executionId) {

    /** For an event about a job. */
    public static EventSource of(CronJob job) {
        return new EventSource(job.organizationId(), job.userId(), job.jobId(), null);
    }

    /** For an event about an execution. */
    public static EventSource of(CronExecution execution) {
        return new EventSource(
                execution.organizationId(), execution.userId(), execution.jobId(), execution.executionId());
    }
}
