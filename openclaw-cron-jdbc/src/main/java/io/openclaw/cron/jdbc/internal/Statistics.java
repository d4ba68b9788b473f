package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.rules.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Keeps count of what ended: for each job what its runs have left behind, and by the UTC hour for job and organization. */
public final class Statistics {
    /** Among how many rows of an organization's hour processes spread. */
    private static final int STRIPES = 4;

    private final Class<? extends StatisticsDao> dao;
    private final int stripe;

    /**
     * The statistics as one process adds to them.
     *
     * @param dialect decides how rows are added to
     * @param process a number of the process, any
     */
    public Statistics(Dialect dialect, int process) {
        this.dao = dialect.statisticsDao();
        this.stripe = Math.floorMod(process, STRIPES);
    }

    /**
     * Counts outcomes.
     *
     * @param handle the transaction
     * @param ended executions that have just become final
     * @param revived cancelled executions that turn out to have started; each is of the hour of its end, for the store itself
     *     cancelled it at the very instant at which that was recorded
     * @param recordedAt when the ended ones count as recorded
     */
    void count(Handle handle, List<CronExecution> ended, List<CronExecution> revived, Instant recordedAt) {
        if (ended.isEmpty() && revived.isEmpty()) {
            return;
        }
        if (ended.size() >= RecordTransaction.MANY) {
            Daos.of(handle, PlanDao.class).alongIndexes();
        }
        var rows = Daos.of(handle, dao);
        countRuns(rows, ended);
        var additions = new Additions(stripe);
        var hour = hourOf(recordedAt);
        ended.forEach(execution -> additions.add(execution, hour, 1));
        revived.forEach(execution -> additions.add(execution, hourOf(requireNonNull(execution.completedAt())), -1));
        rows.addToJobs(new RollupRows(sorted(additions.ofJobs)));
        rows.addToOrganizations(new RollupRows(sorted(additions.ofOrganizations)));
    }

    private static void countRuns(StatisticsDao rows, List<CronExecution> ended) {
        var runs = new LinkedHashMap<JobKey, RunCount>();
        for (var execution : ended) {
            if (Outcome.isRun(execution.status())) {
                runs.merge(Jobs.keyOf(execution), RunCount.of(execution), RunCount::then);
            }
        }
        if (!runs.isEmpty()) {
            rows.addRuns(new RunCounts(runs.values()));
        }
    }

    /** What is to be added to which rows. */
    private static final class Additions {
        final Map<RollupRow.Key, OutcomeRollup> ofJobs = new LinkedHashMap<>();
        final Map<RollupRow.Key, OutcomeRollup> ofOrganizations = new LinkedHashMap<>();
        private final int stripe;

        Additions(int stripe) {
            this.stripe = stripe;
        }

        void add(CronExecution execution, Instant hour, int sign) {
            var organizationId = execution.organizationId();
            var totals = RollupRow.of(hour, Outcome.of(execution), sign);
            ofJobs.merge(new RollupRow.Key(organizationId, execution.jobId(), hour, 0), totals, OutcomeRollup::plus);
            ofOrganizations.merge(
                    new RollupRow.Key(organizationId, RollupRow.NO_JOB, hour, stripe), totals, OutcomeRollup::plus);
        }
    }

    /** In the order in which rows are locked. */
    private static List<RollupRow> sorted(Map<RollupRow.Key, OutcomeRollup> rows) {
        return rows.entrySet().stream()
                .map(entry -> new RollupRow(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(RollupRow::key))
                .toList();
    }

    /** Reads statistics: one element for each step that has any outcome. */
    public List<OutcomeRollup> read(Handle handle, RollupQuery query) {
        var from = hourOf(query.from());
        if (!query.from().isBefore(query.until())) {
            return List.of();
        }
        var rows = Daos.of(handle, dao);
        var hours = query.jobId() == null
                ? rows.ofOrganization(query.organizationId(), from, query.until())
                : rows.ofJob(query.organizationId(), query.jobId(), from, query.until());
        var steps = new TreeMap<Instant, RollupSum>();
        for (var row : hours) {
            var start = switch (query.step()) {
                case HOUR -> row.hour();
                case DAY -> row.hour().truncatedTo(ChronoUnit.DAYS);
                case TOTAL -> from;
            };
            steps.computeIfAbsent(start, first -> new RollupSum()).add(row);
        }
        return steps.entrySet().stream()
                .map(step -> step.getValue().from(step.getKey()))
                .filter(step -> !step.outcomes().equals(OutcomeCounts.NONE))
                .toList();
    }

    static Instant hourOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }
}
