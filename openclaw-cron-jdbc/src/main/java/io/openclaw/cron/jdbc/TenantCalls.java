package io.openclaw.cron.jdbc;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.Page;
import io.openclaw.cron.jdbc.internal.Daos;
import io.openclaw.cron.jdbc.internal.DirectInsertion;
import io.openclaw.cron.jdbc.internal.ExecutionDao;
import io.openclaw.cron.jdbc.internal.ExecutionPages;
import io.openclaw.cron.jdbc.internal.ExecutionTransactions;
import io.openclaw.cron.jdbc.internal.GatheredInsertions;
import io.openclaw.cron.jdbc.internal.JobCounts;
import io.openclaw.cron.jdbc.internal.JobDao;
import io.openclaw.cron.jdbc.internal.JobInsertion;
import io.openclaw.cron.jdbc.internal.JobPages;
import io.openclaw.cron.jdbc.internal.JobTransactions;
import io.openclaw.cron.jdbc.internal.Notifier;
import io.openclaw.cron.jdbc.internal.Signal;
import io.openclaw.cron.jdbc.internal.Statistics;
import io.openclaw.cron.jdbc.internal.StoredJob;
import io.openclaw.cron.jdbc.internal.Transactions;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.Insertion;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobChanged;
import io.openclaw.cron.spi.JobCount;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.RollupQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The half of a store that serves tenants, in whatever transactions. Each call is confined to its organization; those for several
 * organizations at once are the engine's or the host's.
 */
abstract class TenantCalls implements CronStore {
    private static final String INSERTING = "insert jobs";

    private final Transactions transactions;
    private final Statistics statistics;
    private final Notifier notifier;
    private final GatheredInsertions insertions;

    TenantCalls(Transactions transactions, Statistics statistics, Notifier notifier, DirectInsertion direct) {
        this.transactions = transactions;
        this.statistics = statistics;
        this.notifier = notifier;
        this.insertions = new GatheredInsertions(transactions, notifier, direct);
    }

    @Override
    public void insertJobs(List<CronJob> jobs) {
        // What is in the way of one job the longer way finds out.
        if (jobs.size() == 1 && transactions.dialect().shared() && insertions.insert(jobs.get(0))) {
            return;
        }
        Function<Handle, Boolean> insert = handle -> {
            new JobInsertion(handle, transactions.dialect().shared() && !transactions.confines()).insert(jobs);
            notifier.send(handle, Signal.WORK);
            return true;
        };
        var organizations =
                jobs.stream().map(CronJob::organizationId).distinct().toList();
        if (organizations.size() != 1) {
            transactions.write(INSERTING, insert);
        } else {
            transactions.writeForTenant(INSERTING, organizations.get(0), insert);
        }
    }

    @Override
    public Optional<CronJob> findJob(UUID jobId, String organizationId) {
        return transactions.readForTenant(
                "find a job",
                organizationId,
                handle -> Daos.of(handle, JobDao.class)
                        .find(organizationId, jobId)
                        .map(StoredJob::shown));
    }

    @Override
    public JobChanged updateJob(JobChange change) {
        return transactions.writeForTenant("change a job", change.job().organizationId(), handle -> {
            var changed = jobs(handle).update(change);
            notifier.send(handle, Signal.withdrawn(changed.deleted(), changed.cancelled()));
            return changed;
        });
    }

    @Override
    public Page<CronJob> listJobs(CronJobListQuery query) {
        return transactions.readForTenant(
                "list jobs", query.organizationId(), handle -> new JobPages(handle).page(query));
    }

    @Override
    public JobCount countJobs(@Nullable String organizationId) {
        return organizationId == null
                ? transactions.read("count jobs", handle -> new JobCounts(handle).read(null))
                : transactions.readForTenant(
                        "count jobs", organizationId, handle -> new JobCounts(handle).read(organizationId));
    }

    @Override
    public Insertion insertExecution(CronExecution execution, Instant dueBy) {
        return transactions.writeForTenant("insert an execution", execution.organizationId(), handle -> {
            var inserted = executions(handle).insert(execution, dueBy);
            notifier.send(handle, Signal.withdrawn(inserted.deleted(), List.of()));
            return inserted;
        });
    }

    @Override
    public Optional<CronExecution> cancel(
            UUID executionId, String organizationId, CronExecutionError error, Instant now) {
        return transactions.writeForTenant("cancel an execution", organizationId, handle -> {
            var execution = executions(handle).cancel(executionId, organizationId, error, now);
            notifier.send(handle, execution.map(Signal::ofCancelled).orElse(Signal.NONE));
            return execution;
        });
    }

    @Override
    public Optional<CronExecution> findExecution(UUID executionId, String organizationId) {
        return transactions.readForTenant(
                "find an execution",
                organizationId,
                handle -> Daos.of(handle, ExecutionDao.class).find(organizationId, executionId));
    }

    @Override
    public Page<CronExecution> listExecutions(CronExecutionHistoryQuery query) {
        return transactions.readForTenant(
                "list executions", query.organizationId(), handle -> new ExecutionPages(handle).page(query));
    }

    @Override
    public List<OutcomeRollup> rollups(RollupQuery query) {
        return transactions.readForTenant(
                "read statistics", query.organizationId(), handle -> statistics.read(handle, query));
    }

    private JobTransactions jobs(Handle handle) {
        return new JobTransactions(handle, statistics);
    }

    private ExecutionTransactions executions(Handle handle) {
        return new ExecutionTransactions(handle, statistics);
    }
}
