package io.openclaw.cron;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which executions to list, newest first.
 *
 * @param organizationId whose executions
 * @param jobId only this job's, or null
 * @param statuses only in one of these states; empty for all
 * @param trigger only so caused, or null
 * @param skillName only of this skill, or null
 * @param from only those created at this instant or later, or null; a scheduled one may be created a little ahead of
 *     its fire
 * @param until only those created before this instant, or null
 * @param limit how many at most, 1 to 200
 * @param offset how many to leave out, 0 or more; not together with a cursor
 * @param cursor {@link Page#nextCursor} of the page before, of the same query, or null
 */
public record CronExecutionHistoryQuery(
        String organizationId,
        @Nullable UUID jobId,
        Set<CronExecutionStatus> statuses,
        @Nullable CronTrigger trigger,
        @Nullable String skillName,
        @Nullable Instant from,
        @Nullable Instant until,
        int limit,
        int offset,
        @Nullable String cursor) {

    /** Copies the set and checks the bounds of the page: throws {@link io.openclaw.cron.error.InvalidQueryException}. */
    public CronExecutionHistoryQuery {
        statuses = Set.copyOf(statuses);
        Page.requireBounds(limit, offset, cursor);
    }

    /** Starts with the newest 50 executions of an organization. */
    public static Builder builder(String organizationId) {
        return new Builder(organizationId);
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder(organizationId)
                .jobId(jobId)
                .statuses(statuses)
                .trigger(trigger)
                .skillName(skillName)
                .from(from)
                .until(until)
                .limit(limit)
                .offset(offset)
                .cursor(cursor);
    }

    /** Collects the values of a {@link CronExecutionHistoryQuery}; not thread-safe. */
    public static final class Builder {
        private final String organizationId;
        private @Nullable UUID jobId;
        private Set<CronExecutionStatus> statuses = Set.of();
        private @Nullable CronTrigger trigger;
        private @Nullable String skillName;
        private @Nullable Instant from;
        private @Nullable Instant until;
        private int limit = 50;
        private int offset = 0;
        private @Nullable String cursor;

        private Builder(String organizationId) {
            this.organizationId = organizationId;
        }

        /** Sets {@link CronExecutionHistoryQuery#jobId}. */
        public Builder jobId(@Nullable UUID jobId) {
            this.jobId = jobId;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#statuses}. */
        public Builder statuses(Set<CronExecutionStatus> statuses) {
            this.statuses = statuses;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#trigger}. */
        public Builder trigger(@Nullable CronTrigger trigger) {
            this.trigger = trigger;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#skillName}. */
        public Builder skillName(@Nullable String skillName) {
            this.skillName = skillName;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#from}. */
        public Builder from(@Nullable Instant from) {
            this.from = from;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#until}. */
        public Builder until(@Nullable Instant until) {
            this.until = until;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#limit}. */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#offset}. */
        public Builder offset(int offset) {
            this.offset = offset;
            return this;
        }

        /** Sets {@link CronExecutionHistoryQuery#cursor}. */
        public Builder cursor(@Nullable String cursor) {
            this.cursor = cursor;
            return this;
        }

        /** Shorthand for {@link #statuses(Set)} with one or more of them. */
        public Builder status(CronExecutionStatus first, CronExecutionStatus... others) {
            return statuses(EnumSet.of(first, others));
        }

        /** The finished record. */
        public CronExecutionHistoryQuery build() {
            return new CronExecutionHistoryQuery(
                    organizationId, jobId, statuses, trigger, skillName, from, until, limit, offset, cursor);
        }
    }
}
