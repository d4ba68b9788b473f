package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of one row, from the first to the last: by position, for looking names up costs more than reading. */
final class Columns {
    private final ResultSet row;
    private int at;

    Columns(ResultSet row) {
        this.row = row;
    }

    String text() throws SQLException {
        return requireNonNull(textOrNull(), "the column may not be null");
    }

    @Nullable
    String textOrNull() throws SQLException {
        return row.getString(++at);
    }

    UUID id() throws SQLException {
        return requireNonNull(idOrNull(), "the column may not be null");
    }

    @Nullable
    UUID idOrNull() throws SQLException {
        return row.getObject(++at, UUID.class);
    }

    Instant instant() throws SQLException {
        return requireNonNull(instantOrNull(), "the column may not be null");
    }

    @Nullable
    Instant instantOrNull() throws SQLException {
        var value = row.getObject(++at, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** An integer; 0 for null. */
    int integer() throws SQLException {
        return row.getInt(++at);
    }

    @Nullable
    Integer integerOrNull() throws SQLException {
        var value = row.getInt(++at);
        return row.wasNull() ? null : value;
    }

    /** A whole number; 0 for null. */
    long number() throws SQLException {
        return row.getLong(++at);
    }

    @Nullable
    Double fractionOrNull() throws SQLException {
        var value = row.getDouble(++at);
        return row.wasNull() ? null : value;
    }

    boolean flag() throws SQLException {
        return row.getBoolean(++at);
    }

    long[] numbers() throws SQLException {
        var array = row.getArray(++at);
        var values = (Object[]) array.getArray();
        var numbers = new long[values.length];
        for (var i = 0; i < values.length; i++) {
            numbers[i] = values[i] == null ? 0 : ((Number) values[i]).longValue();
        }
        array.free();
        return numbers;
    }
}
