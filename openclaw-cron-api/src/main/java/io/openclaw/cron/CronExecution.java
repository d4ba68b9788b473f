package io.openclaw.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became, or is becoming, of one fire or one manual run, with all its attempts.
 *
 * <p>A snapshot as the store had it. {@code skillParams} and {@code result} are deeply immutable JSON values.
 *
 * @param executionId its id, a UUID of version 7; ids of one job are in the order of creation
 * @param jobId the job it belongs to
 * @param organizationId the job's organization
 * @param userId the job's user; for a manual run the one who asked
 * @param skillName what it runs
 * @param skillParams the parameters it runs with
 * @param status where it is
 * @param trigger what caused it
 * @param scheduledFor its fire time; null if it was not caused by the schedule
 * @param skippedUntil for a skipped one the last of the fire times that it stands for, otherwise null
 * @param skippedCount for a skipped one how many fire times it stands for, otherwise 0
 * @param priority the job's priority when it was created
 * @param inTurn whether it waits until all earlier executions of its job have ended
 * @param availableAt when it may start: its fire time, or the time of its next attempt
 * @param startedAt when its latest attempt began, or null
 * @param completedAt when its final outcome came about, or null
 * @param executionTime how long its latest attempt took, or null
 * @param attempt which attempt this is, from 1; 0 before the first
 * @param recoveries how often it was taken over from a dead node
 * @param node the node that holds it, or held it last when it ended; null while none does
 * @param fence counts the claims; who writes with an older one is refused
 * @param claimId the claim that reserved it, or null
 * @param cancelRequestedAt when somebody asked to cancel it, or null
 * @param progress what its skill last reported, or null
 * @param result what its skill returned, or null
 * @param error what went wrong in its latest attempt, or why it was skipped or cancelled; null if nothing
 * @param tokensUsed tokens that its skill reported, over all attempts
 * @param costCents cost in cents that its skill reported, over all attempts
 * @param startedBeforeChange whether it started before a change of its job, that would have prevented it, had
 *     reached its node
 */
public record CronExecution(
        UUID executionId,
        UUID jobId,
        String organizationId,
        String userId,
        String skillName,
        Map<String, Object> skillParams,
        CronExecutionStatus status,
        CronTrigger trigger,
        @Nullable Instant scheduledFor,
        @Nullable Instant skippedUntil,
        long skippedCount,
        int priority,
        boolean inTurn,
        Instant availableAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Duration executionTime,
        int attempt,
        int recoveries,
        @Nullable NodeId node,
        long fence,
        @Nullable UUID claimId,
        @Nullable Instant cancelRequestedAt,
        @Nullable CronProgress progress,
        @Nullable Map<String, Object> result,
        @Nullable CronExecutionError error,
        long tokensUsed,
        long costCents,
        boolean startedBeforeChange) {

    /** Starts with the defaults. */
    public static Builder builder(UUID executionId, UUID jobId, String organizationId, String userId) {
        return new Builder(executionId, jobId, organizationId, userId);
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder(executionId, jobId, organizationId, userId)
                .skillName(skillName)
                .skillParams(skillParams)
                .status(status)
                .trigger(trigger)
                .scheduledFor(scheduledFor)
                .skippedUntil(skippedUntil)
                .skippedCount(skippedCount)
                .priority(priority)
                .inTurn(inTurn)
                .availableAt(availableAt)
                .startedAt(startedAt)
                .completedAt(completedAt)
                .executionTime(executionTime)
                .attempt(attempt)
                .recoveries(recoveries)
                .node(node)
                .fence(fence)
                .claimId(claimId)
                .cancelRequestedAt(cancelRequestedAt)
                .progress(progress)
                .result(result)
                .error(error)
                .tokensUsed(tokensUsed)
                .costCents(costCents)
                .startedBeforeChange(startedBeforeChange);
    }

    /** How many retries it has used: attempts after the first. */
    public int retryCount() {
        return Math.max(0, attempt - 1);
    }

    /** Collects the values of a {@link CronExecution}; not thread-safe. */
    public static final class Builder {
        private final UUID executionId;
        private final UUID jobId;
        private final String organizationId;
        private final String userId;
        private String skillName = "";
        private Map<String, Object> skillParams = Map.of();
        private CronExecutionStatus status = CronExecutionStatus.PENDING;
        private CronTrigger trigger = CronTrigger.SCHEDULE;
        private @Nullable Instant scheduledFor;
        private @Nullable Instant skippedUntil;
        private long skippedCount = 0;
        private int priority = CreateCronJobRequest.DEFAULT_PRIORITY;
        private boolean inTurn = false;
        private Instant availableAt = Instant.EPOCH;
        private @Nullable Instant startedAt;
        private @Nullable Instant completedAt;
        private @Nullable Duration executionTime;
        private int attempt = 0;
        private int recoveries = 0;
        private @Nullable NodeId node;
        private long fence = 0;
        private @Nullable UUID claimId;
        private @Nullable Instant cancelRequestedAt;
        private @Nullable CronProgress progress;
        private @Nullable Map<String, Object> result;
        private @Nullable CronExecutionError error;
        private long tokensUsed = 0;
        private long costCents = 0;
        private boolean startedBeforeChange = false;

        private Builder(UUID executionId, UUID jobId, String organizationId, String userId) {
            this.executionId = executionId;
            this.jobId = jobId;
            this.organizationId = organizationId;
            this.userId = userId;
        }

        /** Sets {@link CronExecution#skillName}. */
        public Builder skillName(String skillName) {
            this.skillName = skillName;
            return this;
        }

        /** Sets {@link CronExecution#skillParams}. */
        public Builder skillParams(Map<String, Object> skillParams) {
            this.skillParams = skillParams;
            return this;
        }

        /** Sets {@link CronExecution#status}. */
        public Builder status(CronExecutionStatus status) {
            this.status = status;
            return this;
        }

        /** Sets {@link CronExecution#trigger}. */
        public Builder trigger(CronTrigger trigger) {
            this.trigger = trigger;
            return this;
        }

        /** Sets {@link CronExecution#scheduledFor}. */
        public Builder scheduledFor(@Nullable Instant scheduledFor) {
            this.scheduledFor = scheduledFor;
            return this;
        }

        /** Sets {@link CronExecution#skippedUntil}. */
        public Builder skippedUntil(@Nullable Instant skippedUntil) {
            this.skippedUntil = skippedUntil;
            return this;
        }

        /** Sets {@link CronExecution#skippedCount}. */
        public Builder skippedCount(long skippedCount) {
            this.skippedCount = skippedCount;
            return this;
        }

        /** Sets {@link CronExecution#priority}. */
        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /** Sets {@link CronExecution#inTurn}. */
        public Builder inTurn(boolean inTurn) {
            this.inTurn = inTurn;
            return this;
        }

        /** Sets {@link CronExecution#availableAt}. */
        public Builder availableAt(Instant availableAt) {
            this.availableAt = availableAt;
            return this;
        }

        /** Sets {@link CronExecution#startedAt}. */
        public Builder startedAt(@Nullable Instant startedAt) {
            this.startedAt = startedAt;
            return this;
        }

        /** Sets {@link CronExecution#completedAt}. */
        public Builder completedAt(@Nullable Instant completedAt) {
            this.completedAt = completedAt;
            return this;
        }

        /** Sets {@link CronExecution#executionTime}. */
        public Builder executionTime(@Nullable Duration executionTime) {
            this.executionTime = executionTime;
            return this;
        }

        /** Sets {@link CronExecution#attempt}. */
        public Builder attempt(int attempt) {
            this.attempt = attempt;
            return this;
        }

        /** Sets {@link CronExecution#recoveries}. */
        public Builder recoveries(int recoveries) {
            this.recoveries = recoveries;
            return this;
        }

        /** Sets {@link CronExecution#node}. */
        public Builder node(@Nullable NodeId node) {
            this.node = node;
            return this;
        }

        /** Sets {@link CronExecution#fence}. */
        public Builder fence(long fence) {
            this.fence = fence;
            return this;
        }

        /** Sets {@link CronExecution#claimId}. */
        public Builder claimId(@Nullable UUID claimId) {
            this.claimId = claimId;
            return this;
        }

        /** Sets {@link CronExecution#cancelRequestedAt}. */
        public Builder cancelRequestedAt(@Nullable Instant cancelRequestedAt) {
            this.cancelRequestedAt = cancelRequestedAt;
            return this;
        }

        /** Sets {@link CronExecution#progress}. */
        public Builder progress(@Nullable CronProgress progress) {
            this.progress = progress;
            return this;
        }

        /** Sets {@link CronExecution#result}. */
        public Builder result(@Nullable Map<String, Object> result) {
            this.result = result;
            return this;
        }

        /** Sets {@link CronExecution#error}. */
        public Builder error(@Nullable CronExecutionError error) {
            this.error = error;
            return this;
        }

        /** Sets {@link CronExecution#tokensUsed}. */
        public Builder tokensUsed(long tokensUsed) {
            this.tokensUsed = tokensUsed;
            return this;
        }

        /** Sets {@link CronExecution#costCents}. */
        public Builder costCents(long costCents) {
            this.costCents = costCents;
            return this;
        }

        /** Sets {@link CronExecution#startedBeforeChange}. */
        public Builder startedBeforeChange(boolean startedBeforeChange) {
            this.startedBeforeChange = startedBeforeChange;
            return this;
        }

        /** The finished record. */
        public CronExecution build() {
            return new CronExecution(
                    executionId,
                    jobId,
                    organizationId,
                    userId,
                    skillName,
                    skillParams,
                    status,
                    trigger,
                    scheduledFor,
                    skippedUntil,
                    skippedCount,
                    priority,
                    inTurn,
                    availableAt,
                    startedAt,
                    completedAt,
                    executionTime,
                    attempt,
                    recoveries,
                    node,
                    fence,
                    claimId,
                    cancelRequestedAt,
                    progress,
                    result,
                    error,
                    tokensUsed,
                    costCents,
                    startedBeforeChange);
        }
    }
}
