package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.Page;

/** Lists jobs and executions. Its methods make their own transactions, to hold the lock no longer than they must. */
public final class Listings {
    private final MemoryTables tables;
    private final JobPages jobPages;
    private final ExecutionPages executionPages;

    /** Reads these tables. */
    public Listings(MemoryTables tables) {
        this.tables = tables;
        this.jobPages = new JobPages(tables);
        this.executionPages = new ExecutionPages(tables);
    }

    /** One page of jobs. */
    public Page<CronJob> jobs(CronJobListQuery query) {
        // Sorted outside of the transaction, for an organization may have many jobs.
        var matching = tables.inTransaction(() -> jobPages.matching(query));
        return jobPages.page(query, matching);
    }

    /** One page of executions, newest first. */
    public Page<CronExecution> executions(CronExecutionHistoryQuery query) {
        return tables.inTransaction(() -> executionPages.page(query));
    }
}
