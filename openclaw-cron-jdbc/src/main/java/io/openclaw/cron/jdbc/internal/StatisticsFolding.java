package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.SweepStep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Adds the statistics of old hours up to those of days, some in each transaction, and the stripes of organizations with them.
 *
 * <p>Nobody waits for it for long: it takes rows that nobody has locked, and adds to the rows of days in the order of their keys,
 * as everybody else does.
 *
 * <p>What is of an old hour is found job by job, from the first hour on that any organization has left: each outcome is added to
 * both, and to find them all by their hours they would need an index that every run has to add to. Those of organizations follow when all
 * jobs have been looked at. What is added to a job behind the sweep stays an hour until there is anything as old again.
 */
public final class StatisticsFolding {
    private static final String ORGANIZATIONS = "organizations";

    private final Handle handle;
    private final StatisticsDao rows;

    StatisticsFolding(Handle handle, StatisticsDao rows) {
        this.handle = handle;
        this.rows = rows;
    }

    /** The folding that a database's dialect knows. */
    public static StatisticsFolding of(Handle handle, Dialect dialect) {
        return new StatisticsFolding(handle, Daos.of(handle, dialect.statisticsDao()));
    }

    /**
     * Makes one step: adds up hours of some jobs; or of organizations, and then the stripes of hours that are over, which are no hours more
     * or less, but a fourth of the rows to read.
     *
     * @param before hours that began before this instant
     * @param from where the step before has ended, or null
     * @param limit how many rows it may add up, and how many jobs it may look at
     */
    public SweepStep fold(Instant before, @Nullable String from, int limit) {
        var first = ORGANIZATIONS.equals(from) ? null : rows.firstHour().orElse(null);
        return first == null || !first.isBefore(before)
                ? foldOrganizations(before, limit)
                : foldJobs(first, before, from, limit);
    }

    private SweepStep foldJobs(Instant first, Instant before, @Nullable String from, int limit) {
        Daos.of(handle, PlanDao.class).alongIndexes();
        var place = JobPlace.parse(from);
        var found = Daos.of(handle, JobDao.class).keysFrom(place.organizationId(), place.jobId(), limit + 1);
        var more = found.size() > limit;
        var keys = new JobKeys(more ? found.subList(0, limit) : found);
        var done = fold(
                rows.lockHoursOfJobs(keys, first, before, limit),
                StatisticsFolding::dayOf,
                rows::deleteOfJobs,
                rows::addToJobs);
        if (done >= limit) {
            // There may be more of the same jobs.
            return new SweepStep(done, JobPlace.write(place));
        }
        return new SweepStep(done, more ? JobPlace.write(found.get(limit)) : ORGANIZATIONS);
    }

    private SweepStep foldOrganizations(Instant before, int limit) {
        var done = foldOrganizations(rows.lockHoursOfOrganizations(before, limit), StatisticsFolding::dayOf);
        var stripes = done == limit ? 0 : foldOrganizations(rows.lockStripes(limit - done), UnaryOperator.identity());
        return new SweepStep(done, done + stripes == limit ? ORGANIZATIONS : null);
    }

    private int foldOrganizations(List<RollupRow> hours, UnaryOperator<Instant> into) {
        return fold(hours, into, rows::deleteOfOrganizations, rows::addToOrganizations);
    }

    private static int fold(
            List<RollupRow> hours, UnaryOperator<Instant> into, Consumer<RollupRows> delete, Consumer<RollupRows> add) {
        if (!hours.isEmpty()) {
            delete.accept(new RollupRows(hours));
            add.accept(new RollupRows(sums(hours, into)));
        }
        return hours.size();
    }

    private static Instant dayOf(Instant hour) {
        return hour.truncatedTo(ChronoUnit.DAYS);
    }

    private static List<RollupRow> sums(List<RollupRow> hours, UnaryOperator<Instant> into) {
        var sums = new TreeMap<RollupRow.Key, OutcomeRollup>();
        for (var hour : hours) {
            var key = hour.key();
            sums.merge(
                    new RollupRow.Key(key.organizationId(), key.jobId(), into.apply(key.hour()), 0),
                    hour.totals(),
                    OutcomeRollup::plus);
        }
        return sums.entrySet().stream()
                .map(entry -> new RollupRow(entry.getKey(), entry.getValue()))
                .toList();
    }
}
