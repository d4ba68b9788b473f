package io.openclaw.cron;

import io.openclaw.cron.error.InvalidQueryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of the executions. All methods may be called from any thread.
 *
 * <p>Counts and durations come from statistics that retention never changes; lists come from the executions themselves.
 */
public interface CronHistory {

    /**
     * Lists executions, newest first.
     *
     * @param query which, and which page
     * @return the page
     * @throws InvalidQueryException if the cursor is not one of this query
     */
    Page<CronExecution> getExecutionHistory(CronExecutionHistoryQuery query);

    /**
     * Finds an execution.
     *
     * @param executionId the execution
     * @param organizationId whose execution
     * @return the execution; empty if the organization has no such execution
     */
    Optional<CronExecution> getExecution(UUID executionId, String organizationId);

    /**
     * Sums up the executions of a job over the last days.
     *
     * @param jobId the job; a deleted one has its statistics still
     * @param organizationId whose job
     * @param days how many days back from now, 1 to 3,660
     * @return the sums; all zero for a job that never ran or does not exist
     * @throws InvalidQueryException if days is out of range
     */
    CronExecutionSummary getExecutionSummary(UUID jobId, String organizationId, int days);

    /**
     * The latest executions of a job.
     *
     * @param jobId the job
     * @param organizationId whose job
     * @param limit how many at most, 1 to 200
     * @return the executions, newest first
     * @throws InvalidQueryException if limit is out of range
     */
    List<CronExecution> getRecentExecutions(UUID jobId, String organizationId, int limit);

    /**
     * The latest executions of an organization that failed or timed out.
     *
     * @param organizationId whose executions
     * @param limit how many at most, 1 to 200
     * @return the executions, newest first
     * @throws InvalidQueryException if limit is out of range
     */
    List<CronExecution> getFailedExecutions(String organizationId, int limit);

    /**
     * Tells how the jobs of an organization are doing.
     *
     * @param organizationId the organization
     * @param days how many UTC days, today included, 1 to 3,660
     * @return the figures; all zero for an organization without jobs
     * @throws InvalidQueryException if days is out of range
     */
    CronOrganizationStats getOrganizationStats(String organizationId, int days);

    /**
     * The outcomes of a job hour by hour.
     *
     * @param jobId the job
     * @param organizationId whose job
     * @param hours how many hours back, the current one included, 1 to 8,760; older than 90 days the statistics are kept
     *     by day, so that an old day's outcomes stand in its first hour
     * @return one bucket an hour, oldest first, empty ones included
     * @throws InvalidQueryException if hours is out of range
     */
    List<CronTimelineBucket> getExecutionTimeline(UUID jobId, String organizationId, int hours);

    /**
     * Removes old executions of all organizations: for the host. The library does so by itself too, by its
     * configuration. Statistics are not touched.
     *
     * @param olderThan those that ended before this instant
     * @return how many were removed
     */
    long cleanupOldExecutions(Instant olderThan);

    /**
     * Removes old executions of one organization.
     *
     * @param organizationId whose executions
     * @param olderThan those that ended before this instant
     * @return how many were removed
     */
    long cleanupOldExecutions(String organizationId, Instant olderThan);
}
