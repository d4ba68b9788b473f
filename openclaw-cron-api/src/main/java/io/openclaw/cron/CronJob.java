package io.openclaw.cron;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job: when (schedule and time zone), what (a skill and its parameters), for whom (organization and user), and how
 * (policies).
 *
 * <p>A snapshot as the store had it; changing a job goes through {@link CronManager}.
 *
 * @param jobId the job's id, a UUID of version 7
 * @param organizationId the owning organization, an id of the host's
 * @param userId the owning user, an id of the host's
 * @param jobKey a key that is unique among the organization's jobs that are not deleted, or null
 * @param jobName its name; need not be unique
 * @param description free text, or null
 * @param schedule its cron expression
 * @param timezone the name of the zone on whose wall clock the expression is read
 * @param skillName what it runs
 * @param skillParams the skill's parameters: JSON values, deeply immutable
 * @param status whether it fires
 * @param statusReason why it is paused, disabled or deleted, or null
 * @param priority 0 to 9; higher ones are claimed and started first
 * @param policies what happens when fires are missed, overlap, or lose their node
 * @param maxRetries how many attempts may follow a failed first one, 0 to 100
 * @param timeoutSeconds how long one attempt may take, in seconds
 * @param nextRun the next fire, also if a node has reserved it already; null if there is none; a paused job keeps
 *     the first fire that it missed
 * @param version counts the changes that users made, from 1; never changed by a run
 * @param createdAt when it was created
 * @param updatedAt when a user last changed it
 * @param deletedAt when it was deleted, or null
 * @param state what its runs have left behind
 */
public record CronJob(
        UUID jobId,
        String organizationId,
        String userId,
        @Nullable String jobKey,
        String jobName,
        @Nullable String description,
        String schedule,
        String timezone,
        String skillName,
        Map<String, Object> skillParams,
        CronJobStatus status,
        @Nullable String statusReason,
        int priority,
        JobPolicies policies,
        int maxRetries,
        int timeoutSeconds,
        @Nullable Instant nextRun,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        CronJobState state) {

    /** Starts with the defaults. */
    public static Builder builder(UUID jobId, String organizationId, String userId) {
        return new Builder(jobId, organizationId, userId);
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder(jobId, organizationId, userId)
                .jobKey(jobKey)
                .jobName(jobName)
                .description(description)
                .schedule(schedule)
                .timezone(timezone)
                .skillName(skillName)
                .skillParams(skillParams)
                .status(status)
                .statusReason(statusReason)
                .priority(priority)
                .policies(policies)
                .maxRetries(maxRetries)
                .timeoutSeconds(timeoutSeconds)
                .nextRun(nextRun)
                .version(version)
                .createdAt(createdAt)
                .updatedAt(updatedAt)
                .deletedAt(deletedAt)
                .state(state);
    }

    /** Whether it fires. */
    public boolean enabled() {
        return status == CronJobStatus.ENABLED;
    }

    /** Collects the values of a {@link CronJob}; not thread-safe. */
    public static final class Builder {
        private final UUID jobId;
        private final String organizationId;
        private final String userId;
        private @Nullable String jobKey;
        private String jobName = "";
        private @Nullable String description;
        private String schedule = "";
        private String timezone = "UTC";
        private String skillName = "";
        private Map<String, Object> skillParams = Map.of();
        private CronJobStatus status = CronJobStatus.ENABLED;
        private @Nullable String statusReason;
        private int priority = CreateCronJobRequest.DEFAULT_PRIORITY;
        private JobPolicies policies = JobPolicies.DEFAULT;
        private int maxRetries = 3;
        private int timeoutSeconds = 300;
        private @Nullable Instant nextRun;
        private long version = 1;
        private Instant createdAt = Instant.EPOCH;
        private Instant updatedAt = Instant.EPOCH;
        private @Nullable Instant deletedAt;
        private CronJobState state = CronJobState.NONE;

        private Builder(UUID jobId, String organizationId, String userId) {
            this.jobId = jobId;
            this.organizationId = organizationId;
            this.userId = userId;
        }

        /** Sets {@link CronJob#jobKey}. */
        public Builder jobKey(@Nullable String jobKey) {
            this.jobKey = jobKey;
            return this;
        }

        /** Sets {@link CronJob#jobName}. */
        public Builder jobName(String jobName) {
            this.jobName = jobName;
            return this;
        }

        /** Sets {@link CronJob#description}. */
        public Builder description(@Nullable String description) {
            this.description = description;
            return this;
        }

        /** Sets {@link CronJob#schedule}. */
        public Builder schedule(String schedule) {
            this.schedule = schedule;
            return this;
        }

        /** Sets {@link CronJob#timezone}. */
        public Builder timezone(String timezone) {
            this.timezone = timezone;
            return this;
        }

        /** Sets {@link CronJob#skillName}. */
        public Builder skillName(String skillName) {
            this.skillName = skillName;
            return this;
        }

        /** Sets {@link CronJob#skillParams}. */
        public Builder skillParams(Map<String, Object> skillParams) {
            this.skillParams = skillParams;
            return this;
        }

        /** Sets {@link CronJob#status}. */
        public Builder status(CronJobStatus status) {
            this.status = status;
            return this;
        }

        /** Sets {@link CronJob#statusReason}. */
        public Builder statusReason(@Nullable String statusReason) {
            this.statusReason = statusReason;
            return this;
        }

        /** Sets {@link CronJob#priority}. */
        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /** Sets {@link CronJob#policies}. */
        public Builder policies(JobPolicies policies) {
            this.policies = policies;
            return this;
        }

        /** Sets {@link CronJob#maxRetries}. */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /** Sets {@link CronJob#timeoutSeconds}. */
        public Builder timeoutSeconds(int timeoutSeconds) {
            this.timeoutSeconds = timeoutSeconds;
            return this;
        }

        /** Sets {@link CronJob#nextRun}. */
        public Builder nextRun(@Nullable Instant nextRun) {
            this.nextRun = nextRun;
            return this;
        }

        /** Sets {@link CronJob#version}. */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /** Sets {@link CronJob#createdAt}. */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /** Sets {@link CronJob#updatedAt}. */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /** Sets {@link CronJob#deletedAt}. */
        public Builder deletedAt(@Nullable Instant deletedAt) {
            this.deletedAt = deletedAt;
            return this;
        }

        /** Sets {@link CronJob#state}. */
        public Builder state(CronJobState state) {
            this.state = state;
            return this;
        }

        /** The finished record. */
        public CronJob build() {
            return new CronJob(
                    jobId,
                    organizationId,
                    userId,
                    jobKey,
                    jobName,
                    description,
                    schedule,
                    timezone,
                    skillName,
                    skillParams,
                    status,
                    statusReason,
                    priority,
                    policies,
                    maxRetries,
                    timeoutSeconds,
                    nextRun,
                    version,
                    createdAt,
                    updatedAt,
                    deletedAt,
                    state);
        }
    }
}
