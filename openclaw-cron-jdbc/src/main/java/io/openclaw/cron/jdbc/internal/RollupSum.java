package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.DurationHistogram;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.rules.CappedSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of statistics added up. A month of an organization has thousands of them, so that each had better stay as it came. */
final class RollupSum {
    private long completed;
    private long failed;
    private long timeout;
    private long skipped;
    private long cancelled;
    private long[] durationCounts = {};
    private long durationSum;
    private long durationMax;
    private long latenessSum;
    private long latenessMax;
    private long started;
    private long tokensUsed;
    private long costCents;

    /** A row, as it is read. */
    static final class Row {
        private static final int BEFORE_COUNTS = 5;
        private static final int FIGURES = 12;

        private final Instant hour;
        /** All numbers, in the order of {@link RollupMapper#COLUMNS}, but for the durations' classes. */
        private final long[] figures;

        private final long[] durationCounts;

        private Row(Instant hour, long[] figures, long[] durationCounts) {
            this.hour = hour;
            this.figures = figures;
            this.durationCounts = durationCounts;
        }

        /** When it begins. */
        Instant hour() {
            return hour;
        }

        /** Reads the hour, and what {@link RollupMapper#COLUMNS} has. */
        static final class Mapper implements RowMapper<Row> {
            @Override
            public Row map(ResultSet row, StatementContext context) throws SQLException {
                var columns = new Columns(row);
                var hour = columns.instant();
                var figures = new long[FIGURES];
                for (var at = 0; at < BEFORE_COUNTS; at++) {
                    figures[at] = columns.number();
                }
                var counts = columns.numbers();
                for (var at = BEFORE_COUNTS; at < FIGURES; at++) {
                    figures[at] = columns.number();
                }
                return new Row(hour, figures, counts);
            }
        }
    }

    void add(Row row) {
        var at = 0;
        completed += row.figures[at++];
        failed += row.figures[at++];
        timeout += row.figures[at++];
        skipped += row.figures[at++];
        cancelled += row.figures[at++];
        durationSum = CappedSum.of(durationSum, row.figures[at++]);
        durationMax = Math.max(durationMax, row.figures[at++]);
        latenessSum = CappedSum.of(latenessSum, row.figures[at++]);
        latenessMax = Math.max(latenessMax, row.figures[at++]);
        started += row.figures[at++];
        tokensUsed = CappedSum.of(tokensUsed, row.figures[at++]);
        costCents = CappedSum.of(costCents, row.figures[at]);
        addCounts(row.durationCounts);
    }

    private void addCounts(long[] counts) {
        if (counts.length > durationCounts.length) {
            durationCounts = Arrays.copyOf(durationCounts, counts.length);
        }
        for (var at = 0; at < counts.length; at++) {
            durationCounts[at] += counts[at];
        }
    }

    /** All of it, as of a span that begins at an instant. */
    OutcomeRollup from(Instant start) {
        return new OutcomeRollup(
                start,
                new OutcomeCounts(completed, failed, timeout, skipped, cancelled),
                DurationHistogram.of(durationCounts, RollupRow.duration(durationSum), RollupRow.duration(durationMax)),
                RollupRow.duration(latenessSum),
                RollupRow.duration(latenessMax),
                started,
                tokensUsed,
                costCents);
    }
}
