package io.openclaw.cron;

import java.util.List;

/**
 * How the jobs of an organization are doing.
 *
 * @param organizationId the organization
 * @param jobs its jobs, without deleted ones
 * @param enabledJobs those that fire
 * @param summary what their executions came to
 * @param days the same by UTC day, oldest first, days without executions included
 */
public record CronOrganizationStats(
        String organizationId,
        long jobs,
        long enabledJobs,
        CronExecutionSummary summary,
        List<CronTimelineBucket> days) {

    /** Copies the list. */
    public CronOrganizationStats {
        days = List.copyOf(days);
    }
}
