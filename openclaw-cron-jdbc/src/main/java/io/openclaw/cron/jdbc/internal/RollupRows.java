package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.DurationHistogram;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of statistics as columns; each method is one of them, bound by its name. */
public final class RollupRows {
    private final List<RollupRow> all;
    private final StatisticsPlaces places;
    private final Arrays<RollupRow> rows;

    RollupRows(List<RollupRow> all) {
        this(all, StatisticsPlaces.NONE);
    }

    private RollupRows(List<RollupRow> all, StatisticsPlaces places) {
        this.all = all;
        this.places = places;
        this.rows = new Arrays<>(all);
    }

    int size() {
        return all.size();
    }

    /** Each with what of it is there already. */
    RollupRows plus(List<RollupRow> present) {
        var before = present.stream().collect(Collectors.toMap(RollupRow::key, RollupRow::totals));
        return new RollupRows(
                all.stream().map(row -> row.plus(before.get(row.key()))).toList());
    }

    /** Those that have a place. */
    RollupRows at(StatisticsPlaces known) {
        return new RollupRows(
                all.stream().filter(row -> known.of(row.key()) != null).toList(), known);
    }

    /** Those that have none. */
    RollupRows outside(StatisticsPlaces known) {
        return new RollupRows(
                all.stream().filter(row -> known.of(row.key()) == null).toList(), known);
    }

    public @Nullable String[] places() {
        return rows.texts(row -> places.of(row.key()));
    }

    public @Nullable Instant[] distinctHours() {
        return all.stream().map(row -> row.key().hour()).distinct().toArray(Instant[]::new);
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(row -> row.key().organizationId());
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(row -> row.key().jobId());
    }

    public @Nullable Instant[] hours() {
        return rows.instants(row -> row.key().hour());
    }

    public Integer[] stripes() {
        return rows.integers(row -> row.key().stripe());
    }

    public Long[] completed() {
        return rows.numbers(row -> row.totals().outcomes().completed());
    }

    public Long[] failed() {
        return rows.numbers(row -> row.totals().outcomes().failed());
    }

    public Long[] timeouts() {
        return rows.numbers(row -> row.totals().outcomes().timeout());
    }

    public Long[] skipped() {
        return rows.numbers(row -> row.totals().outcomes().skipped());
    }

    public Long[] cancelled() {
        return rows.numbers(row -> row.totals().outcomes().cancelled());
    }

    /** As PostgreSQL writes arrays: an array of arrays would be one of two dimensions, which unnest takes apart. */
    public @Nullable String[] durationCounts() {
        return rows.texts(row -> literal(row.totals().durations()));
    }

    /** As H2 takes arrays: an array of arrays. */
    public Long[][] durationClasses() {
        return all.stream().map(row -> classes(row.totals().durations())).toArray(Long[][]::new);
    }

    private static Long[] classes(DurationHistogram histogram) {
        return IntStream.range(0, histogram.classes())
                .mapToObj(histogram::count)
                .toArray(Long[]::new);
    }

    private static String literal(DurationHistogram histogram) {
        var text = new StringBuilder("{");
        for (var at = 0; at < histogram.classes(); at++) {
            text.append(at == 0 ? "" : ",").append(histogram.count(at));
        }
        return text.append('}').toString();
    }

    public Long[] durationSums() {
        return rows.numbers(row -> RollupRow.micros(row.totals().durations().sum()));
    }

    public Long[] durationMaxima() {
        return rows.numbers(row -> RollupRow.micros(row.totals().durations().max()));
    }

    public Long[] latenessSums() {
        return rows.numbers(row -> RollupRow.micros(row.totals().latenessSum()));
    }

    public Long[] latenessMaxima() {
        return rows.numbers(row -> RollupRow.micros(row.totals().latenessMax()));
    }

    public Long[] started() {
        return rows.numbers(row -> row.totals().started());
    }

    public Long[] tokensUsed() {
        return rows.numbers(row -> row.totals().tokensUsed());
    }

    public Long[] costCents() {
        return rows.numbers(row -> row.totals().costCents());
    }
}
