package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.DurationHistogram;
import io.openclaw.cron.spi.OutcomeRollup;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a row of statistics. */
final class RollupMapper implements RowMapper<RollupRow> {
    /** What to select after the four columns of the key, in the order that is read here. */
    static final String COLUMNS = """
            t.completed, t.failed, t.timeout, t.skipped, t.cancelled, t.duration_counts, t.duration_sum_us,
            t.duration_max_us, t.lateness_sum_us, t.lateness_max_us, t.started, t.tokens_used, t.cost_cents""";

    @Override
    public RollupRow map(ResultSet row, StatementContext context) throws SQLException {
        var columns = new Columns(row);
        var key = new RollupRow.Key(columns.text(), columns.id(), columns.instant(), columns.integer());
        var counts = new OutcomeCounts(
                columns.number(), columns.number(), columns.number(), columns.number(), columns.number());
        var durations = DurationHistogram.of(
                columns.numbers(), RollupRow.duration(columns.number()), RollupRow.duration(columns.number()));
        return new RollupRow(
                key,
                new OutcomeRollup(
                        key.hour(),
                        counts,
                        durations,
                        RollupRow.duration(columns.number()),
                        RollupRow.duration(columns.number()),
                        columns.number(),
                        columns.number(),
                        columns.number()));
    }
}
