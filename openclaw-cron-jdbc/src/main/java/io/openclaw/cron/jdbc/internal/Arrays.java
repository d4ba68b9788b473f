package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into columns, as arrays to bind: one statement writes or finds them all. */
final class Arrays<T> {
    private final List<T> rows;

    Arrays(List<T> rows) {
        this.rows = rows;
    }

    @Nullable
    String[] texts(Function<T, @Nullable String> column) {
        var values = new @Nullable String[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    @Nullable
    UUID[] ids(Function<T, @Nullable UUID> column) {
        var values = new @Nullable UUID[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    @Nullable
    Instant[] instants(Function<T, @Nullable Instant> column) {
        var values = new @Nullable Instant[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    Integer[] integers(ToIntFunction<T> column) {
        var values = new Integer[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.applyAsInt(rows.get(i));
        }
        return values;
    }

    @Nullable
    Integer[] integersOrNull(Function<T, @Nullable Integer> column) {
        var values = new @Nullable Integer[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    Long[] numbers(ToLongFunction<T> column) {
        var values = new Long[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.applyAsLong(rows.get(i));
        }
        return values;
    }

    @Nullable
    Double[] fractions(Function<T, @Nullable Double> column) {
        var values = new @Nullable Double[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    Boolean[] flags(Function<T, Boolean> column) {
        var values = new Boolean[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    /** As {@code Instant.atOffset} does it, without the rules of a zone that it makes anew each time. */
    static OffsetDateTime atUtc(Instant instant) {
        return OffsetDateTime.of(
                LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC),
                ZoneOffset.UTC);
    }
}
