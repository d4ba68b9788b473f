package io.openclaw.cron;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partial change of a job: what is null stays as it is.
 *
 * <p>A change of schedule or time zone reschedules the job from now on. Nothing is checked here: {@link
 * CronManager#updateCronJob} checks everything and names what is wrong.
 *
 * @param expectedVersion the version that the caller has seen; the change is refused if the job has another one by
 *     now; null to change whatever is there
 * @param jobName its new name
 * @param jobKey its new key; empty to remove it
 * @param description its new description; empty to remove it
 * @param schedule its new cron expression
 * @param timezone the name of its new time zone
 * @param skillName its new skill
 * @param skillParams its new parameters, all of them
 * @param enabled true to enable it, false to disable it
 * @param priority its new priority, 0 to 9
 * @param misfirePolicy its new misfire policy
 * @param overlapPolicy its new overlap policy; executions that exist already keep the old one
 * @param recoveryPolicy its new recovery policy
 * @param catchUpAfterPause whether resuming catches up
 * @param maxRetries its new number of retries, 0 to 100
 * @param timeoutSeconds its new timeout for one attempt, 1 to 604,800 s
 */
public record UpdateCronJobRequest(
        @Nullable Long expectedVersion,
        @Nullable String jobName,
        @Nullable String jobKey,
        @Nullable String description,
        @Nullable String schedule,
        @Nullable String timezone,
        @Nullable String skillName,
        @Nullable Map<String, ? extends @Nullable Object> skillParams,
        @Nullable Boolean enabled,
        @Nullable Integer priority,
        @Nullable MisfirePolicy misfirePolicy,
        @Nullable OverlapPolicy overlapPolicy,
        @Nullable RecoveryPolicy recoveryPolicy,
        @Nullable Boolean catchUpAfterPause,
        @Nullable Integer maxRetries,
        @Nullable Integer timeoutSeconds) {

    /** Starts with no change. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values of a {@link UpdateCronJobRequest}; not thread-safe. */
    public static final class Builder {
        private @Nullable Long expectedVersion;
        private @Nullable String jobName;
        private @Nullable String jobKey;
        private @Nullable String description;
        private @Nullable String schedule;
        private @Nullable String timezone;
        private @Nullable String skillName;
        private @Nullable Map<String, ? extends @Nullable Object> skillParams;
        private @Nullable Boolean enabled;
        private @Nullable Integer priority;
        private @Nullable MisfirePolicy misfirePolicy;
        private @Nullable OverlapPolicy overlapPolicy;
        private @Nullable RecoveryPolicy recoveryPolicy;
        private @Nullable Boolean catchUpAfterPause;
        private @Nullable Integer maxRetries;
        private @Nullable Integer timeoutSeconds;

        private Builder() {}

        /** Sets {@link UpdateCronJobRequest#expectedVersion}. */
        public Builder expectedVersion(@Nullable Long expectedVersion) {
            this.expectedVersion = expectedVersion;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#jobName}. */
        public Builder jobName(@Nullable String jobName) {
            this.jobName = jobName;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#jobKey}. */
        public Builder jobKey(@Nullable String jobKey) {
            this.jobKey = jobKey;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#description}. */
        public Builder description(@Nullable String description) {
            this.description = description;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#schedule}. */
        public Builder schedule(@Nullable String schedule) {
            this.schedule = schedule;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#timezone}. */
        public Builder timezone(@Nullable String timezone) {
            this.timezone = timezone;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#skillName}. */
        public Builder skillName(@Nullable String skillName) {
            this.skillName = skillName;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#skillParams}. */
        public Builder skillParams(@Nullable Map<String, ? extends @Nullable Object> skillParams) {
            this.skillParams = skillParams;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#enabled}. */
        public Builder enabled(@Nullable Boolean enabled) {
            this.enabled = enabled;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#priority}. */
        public Builder priority(@Nullable Integer priority) {
            this.priority = priority;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#misfirePolicy}. */
        public Builder misfirePolicy(@Nullable MisfirePolicy misfirePolicy) {
            this.misfirePolicy = misfirePolicy;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#overlapPolicy}. */
        public Builder overlapPolicy(@Nullable OverlapPolicy overlapPolicy) {
            this.overlapPolicy = overlapPolicy;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#recoveryPolicy}. */
        public Builder recoveryPolicy(@Nullable RecoveryPolicy recoveryPolicy) {
            this.recoveryPolicy = recoveryPolicy;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#catchUpAfterPause}. */
        public Builder catchUpAfterPause(@Nullable Boolean catchUpAfterPause) {
            this.catchUpAfterPause = catchUpAfterPause;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#maxRetries}. */
        public Builder maxRetries(@Nullable Integer maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /** Sets {@link UpdateCronJobRequest#timeoutSeconds}. */
        public Builder timeoutSeconds(@Nullable Integer timeoutSeconds) {
            this.timeoutSeconds = timeoutSeconds;
            return this;
        }

        /** The finished record. */
        public UpdateCronJobRequest build() {
            return new UpdateCronJobRequest(
                    expectedVersion,
                    jobName,
                    jobKey,
                    description,
                    schedule,
                    timezone,
                    skillName,
                    skillParams,
                    enabled,
                    priority,
                    misfirePolicy,
                    overlapPolicy,
                    recoveryPolicy,
                    catchUpAfterPause,
                    maxRetries,
                    timeoutSeconds);
        }
    }
}
