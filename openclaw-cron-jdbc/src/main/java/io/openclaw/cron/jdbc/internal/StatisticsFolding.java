package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.SweepStep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
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

    /** Adds up hours that began before an instant: those of jobs first. */
    public SweepStep fold(Instant before, int limit) {
        var ofJobs = fold(rows.lockHoursOfJobs(before, limit), rows::deleteOfJobs, rows::addToJobs);
        var left = limit - ofJobs;
        var ofOrganizations = left == 0
                ? 0
                : fold(
                        rows.lockHoursOfOrganizations(before, left),
                        rows::deleteOfOrganizations,
                        rows::addToOrganizations);
        var done = ofJobs + ofOrganizations;
        return new SweepStep(done, done == limit ? MORE : null);
    }

    private static int fold(List<RollupRow> hours, Consumer<RollupRows> delete, Consumer<RollupRows> add) {
        if (!hours.isEmpty()) {
            delete.accept(new RollupRows(hours));
            add.accept(new RollupRows(days(hours)));
        }
        return hours.size();
    }

    private static List<RollupRow> days(List<RollupRow> hours) {
        var days = new TreeMap<RollupRow.Key, OutcomeRollup>();
        for (var hour : hours) {
            var key = hour.key();
            var day = key.hour().truncatedTo(ChronoUnit.DAYS);
            days.merge(
                    new RollupRow.Key(key.organizationId(), key.jobId(), day, 0), hour.totals(), OutcomeRollup::plus);
        }
        return days.entrySet().stream()
                .map(entry -> new RollupRow(entry.getKey(), entry.getValue()))
                .toList();
    }
}
