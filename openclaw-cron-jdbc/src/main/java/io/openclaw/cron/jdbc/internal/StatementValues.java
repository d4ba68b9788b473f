package io.openclaw.cron.jdbc.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The values of a statement, from the first to the last. */
final class StatementValues implements RowValues {
    private final PreparedStatement statement;
    private int at;

    StatementValues(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    public void text(@Nullable String value) {
        bind(position -> statement.setString(position, value));
    }

    @Override
    public void id(UUID value) {
        bind(position -> statement.setObject(position, value));
    }

    @Override
    public void integer(int value) {
        bind(position -> statement.setInt(position, value));
    }

    @Override
    public void number(long value) {
        bind(position -> statement.setLong(position, value));
    }

    @Override
    public void flag(boolean value) {
        bind(position -> statement.setBoolean(position, value));
    }

    @Override
    public void instant(@Nullable Instant value) {
        bind(position -> statement.setObject(
                position, value == null ? null : Arrays.atUtc(value), Types.TIMESTAMP_WITH_TIMEZONE));
    }

    private void bind(Binding binding) {
        try {
            binding.bind(++at);
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure, null);
        }
    }

    private interface Binding {
        void bind(int position) throws SQLException;
    }
}
