package io.openclaw.cron;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new job shall be. Only the first five values are required; an absent one takes the default of {@link
 * CronManagerConfig}.
 *
 * <p>Nothing is checked here: {@link CronManager#createCronJob} checks everything and names what is wrong.
 *
 * @param organizationId the owning organization, 1 to 255 characters
 * @param userId the owning user, 1 to 255 characters
 * @param jobName its name, 1 to 255 characters
 * @param schedule its cron expression, of five or six fields
 * @param skillName what it runs, 1 to 255 characters; a skill that the executor knows
 * @param jobKey a key that is unique within the organization, 1 to 255 characters, or null
 * @param description free text, at most 4,000 characters, or null
 * @param timezone the name of its time zone, or null for the default
 * @param skillParams the skill's parameters: strings, numbers, booleans, nulls, lists and maps with text keys, at
 *     most 64 KiB as JSON
 * @param enabled whether it fires from now on; otherwise it is created disabled
 * @param priority 0 to 9; higher ones are claimed and started first
 * @param policies what happens to fires that are missed, overlap, or lose their node
 * @param maxRetries how many attempts may follow a failed first one, 0 to 100, or null for the default
 * @param timeoutSeconds how long one attempt may take, 1 to 604,800 s, or null for the default
 */
public record CreateCronJobRequest(
        String organizationId,
        String userId,
        String jobName,
        String schedule,
        String skillName,
        @Nullable String jobKey,
        @Nullable String description,
        @Nullable String timezone,
        Map<String, ? extends @Nullable Object> skillParams,
        boolean enabled,
        int priority,
        JobPolicies policies,
        @Nullable Integer maxRetries,
        @Nullable Integer timeoutSeconds) {

    /** Starts with what is required and the defaults for the rest. */
    public static Builder builder(
            String organizationId, String userId, String jobName, String schedule, String skillName) {
        return new Builder(organizationId, userId, jobName, schedule, skillName);
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder(organizationId, userId, jobName, schedule, skillName)
                .jobKey(jobKey)
                .description(description)
                .timezone(timezone)
                .skillParams(skillParams)
                .enabled(enabled)
                .priority(priority)
                .policies(policies)
                .maxRetries(maxRetries)
                .timeoutSeconds(timeoutSeconds);
    }

    /** The priority of a job that names none. */
    public static final int DEFAULT_PRIORITY = 5;

    /** Collects the values of a {@link CreateCronJobRequest}; not thread-safe. */
    public static final class Builder {
        private final String organizationId;
        private final String userId;
        private final String jobName;
        private final String schedule;
        private final String skillName;
        private @Nullable String jobKey;
        private @Nullable String description;
        private @Nullable String timezone;
        private Map<String, ? extends @Nullable Object> skillParams = Map.of();
        private boolean enabled = true;
        private int priority = DEFAULT_PRIORITY;
        private JobPolicies policies = JobPolicies.DEFAULT;
        private @Nullable Integer maxRetries;
        private @Nullable Integer timeoutSeconds;

        private Builder(String organizationId, String userId, String jobName, String schedule, String skillName) {
            this.organizationId = organizationId;
            this.userId = userId;
            this.jobName = jobName;
            this.schedule = schedule;
            this.skillName = skillName;
        }

        /** Sets {@link CreateCronJobRequest#jobKey}. */
        public Builder jobKey(@Nullable String jobKey) {
            this.jobKey = jobKey;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#description}. */
        public Builder description(@Nullable String description) {
            this.description = description;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#timezone}. */
        public Builder timezone(@Nullable String timezone) {
            this.timezone = timezone;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#skillParams}. */
        public Builder skillParams(Map<String, ? extends @Nullable Object> skillParams) {
            this.skillParams = skillParams;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#enabled}. */
        public Builder enabled(boolean enabled) {
            this.enabled = enabled;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#priority}. */
        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#policies}. */
        public Builder policies(JobPolicies policies) {
            this.policies = policies;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#maxRetries}. */
        public Builder maxRetries(@Nullable Integer maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /** Sets {@link CreateCronJobRequest#timeoutSeconds}. */
        public Builder timeoutSeconds(@Nullable Integer timeoutSeconds) {
            this.timeoutSeconds = timeoutSeconds;
            return this;
        }

        /** Changes the misfire policy alone. */
        public Builder misfirePolicy(MisfirePolicy misfire) {
            return policies(policies.with(misfire));
        }

        /** Changes the overlap policy alone. */
        public Builder overlapPolicy(OverlapPolicy overlap) {
            return policies(policies.with(overlap));
        }

        /** Changes the recovery policy alone. */
        public Builder recoveryPolicy(RecoveryPolicy recovery) {
            return policies(policies.with(recovery));
        }

        /** The finished record. */
        public CreateCronJobRequest build() {
            return new CreateCronJobRequest(
                    organizationId,
                    userId,
                    jobName,
                    schedule,
                    skillName,
                    jobKey,
                    description,
                    timezone,
                    skillParams,
                    enabled,
                    priority,
                    policies,
                    maxRetries,
                    timeoutSeconds);
        }
    }
}
