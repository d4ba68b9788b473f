package io.openclaw.cron;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list. Deleted jobs are left out unless {@code statuses} asks for them.
 *
 * @param organizationId whose jobs
 * @param userId only this user's, or null
 * @param statuses only in one of these states; empty for all but deleted
 * @param skillName only with this skill, or null
 * @param jobKey only with this key, or null
 * @param nameContains only with this in their name, in any case, or null
 * @param sort by what to sort; ties by id
 * @param descending whether to turn the order round
 * @param limit how many at most, 1 to 200
 * @param offset how many to leave out, 0 or more; not together with a cursor
 * @param cursor {@link Page#nextCursor} of the page before, of the same query, or null
 */
public record CronJobListQuery(
        String organizationId,
        @Nullable String userId,
        Set<CronJobStatus> statuses,
        @Nullable String skillName,
        @Nullable String jobKey,
        @Nullable String nameContains,
        CronJobSort sort,
        boolean descending,
        int limit,
        int offset,
        @Nullable String cursor) {

    /** Copies the set and checks the bounds of the page: throws {@link io.openclaw.cron.error.InvalidQueryException}. */
    public CronJobListQuery {
        statuses = Set.copyOf(statuses);
        Page.requireBounds(limit, offset, cursor);
    }

    /** Starts with the first 50 jobs of an organization, oldest first. */
    public static Builder builder(String organizationId) {
        return new Builder(organizationId);
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder(organizationId)
                .userId(userId)
                .statuses(statuses)
                .skillName(skillName)
                .jobKey(jobKey)
                .nameContains(nameContains)
                .sort(sort)
                .descending(descending)
                .limit(limit)
                .offset(offset)
                .cursor(cursor);
    }

    /** Collects the values of a {@link CronJobListQuery}; not thread-safe. */
    public static final class Builder {
        private final String organizationId;
        private @Nullable String userId;
        private Set<CronJobStatus> statuses = Set.of();
        private @Nullable String skillName;
        private @Nullable String jobKey;
        private @Nullable String nameContains;
        private CronJobSort sort = CronJobSort.CREATED_AT;
        private boolean descending = false;
        private int limit = 50;
        private int offset = 0;
        private @Nullable String cursor;

        private Builder(String organizationId) {
            this.organizationId = organizationId;
        }

        /** Sets {@link CronJobListQuery#userId}. */
        public Builder userId(@Nullable String userId) {
            this.userId = userId;
            return this;
        }

        /** Sets {@link CronJobListQuery#statuses}. */
        public Builder statuses(Set<CronJobStatus> statuses) {
            this.statuses = statuses;
            return this;
        }

        /** Sets {@link CronJobListQuery#skillName}. */
        public Builder skillName(@Nullable String skillName) {
            this.skillName = skillName;
            return this;
        }

        /** Sets {@link CronJobListQuery#jobKey}. */
        public Builder jobKey(@Nullable String jobKey) {
            this.jobKey = jobKey;
            return this;
        }

        /** Sets {@link CronJobListQuery#nameContains}. */
        public Builder nameContains(@Nullable String nameContains) {
            this.nameContains = nameContains;
            return this;
        }

        /** Sets {@link CronJobListQuery#sort}. */
        public Builder sort(CronJobSort sort) {
            this.sort = sort;
            return this;
        }

        /** Sets {@link CronJobListQuery#descending}. */
        public Builder descending(boolean descending) {
            this.descending = descending;
            return this;
        }

        /** Sets {@link CronJobListQuery#limit}. */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /** Sets {@link CronJobListQuery#offset}. */
        public Builder offset(int offset) {
            this.offset = offset;
            return this;
        }

        /** Sets {@link CronJobListQuery#cursor}. */
        public Builder cursor(@Nullable String cursor) {
            this.cursor = cursor;
            return this;
        }

        /** Shorthand for the state: true is enabled, false is disabled or paused. */
        public Builder enabled(boolean enabled) {
            return statuses(
                    enabled ? Set.of(CronJobStatus.ENABLED) : Set.of(CronJobStatus.DISABLED, CronJobStatus.PAUSED));
        }

        /** Shorthand for {@link #statuses(Set)} with one or more of them. */
        public Builder status(CronJobStatus first, CronJobStatus... others) {
            return statuses(EnumSet.of(first, others));
        }

        /** The finished record. */
        public CronJobListQuery build() {
            return new CronJobListQuery(
                    organizationId,
                    userId,
                    statuses,
                    skillName,
                    jobKey,
                    nameContains,
                    sort,
                    descending,
                    limit,
                    offset,
                    cursor);
        }
    }
}
