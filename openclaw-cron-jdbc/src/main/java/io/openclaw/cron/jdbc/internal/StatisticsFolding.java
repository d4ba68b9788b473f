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

/**
 * Adds the statistics of old hours up to those of days, some in each transaction, and the stripes of organizations with them.
 *
 * <p>Nobody waits for it for long: it takes rows that nobody has locked, and adds to the rows of days in the order of their keys,
 * as everybody else does.
 */
public final class StatisticsFolding {
    private static final String MORE = "more";

    private final StatisticsDao rows;

    StatisticsFolding(StatisticsDao rows) {
        this.rows = rows;
    }

    /** The folding that a database's dialect knows. */
    public static StatisticsFolding of(Handle handle, Dialect dialect) {
        return new StatisticsFolding(Daos.of(handle, dialect.statisticsDao()));
    }

    /**
     * Adds up hours that began before an instant: those of jobs first. Then the stripes of hours that are over, which are no hours more
     * or less, but a fourth of the rows to read.
     */
    public SweepStep fold(Instant before, int limit) {
        var ofJobs = fold(
                rows.lockHoursOfJobs(before, limit), StatisticsFolding::dayOf, rows::deleteOfJobs, rows::addToJobs);
        var left = limit - ofJobs;
        var ofOrganizations = left == 0
                ? 0
                : foldOrganizations(rows.lockHoursOfOrganizations(before, left), StatisticsFolding::dayOf);
        var done = ofJobs + ofOrganizations;
        var stripes = done == limit ? 0 : foldOrganizations(rows.lockStripes(limit - done), UnaryOperator.identity());
        return new SweepStep(done, done + stripes == limit ? MORE : null);
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
