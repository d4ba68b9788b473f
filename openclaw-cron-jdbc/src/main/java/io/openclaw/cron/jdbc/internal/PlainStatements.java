package io.openclaw.cron.jdbc.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Statements that are given to the driver as they are: those that a node makes again and again even if it has nothing to do. JDBI's way
 * to a statement and its rows is most of what an idle process would compute, for code that runs once a second is cold each time.
 */
final class PlainStatements {
    private PlainStatements() {}

    /** Reads the answer to a query. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Queries, with values that the driver knows what to do with. */
    static <T> T query(Handle handle, String sql, Reading<T> reading, Object... values) {
        return execute(
                handle,
                sql,
                statement -> {
                    try (var rows = statement.executeQuery()) {
                        return reading.read(rows);
                    }
                },
                values);
    }

    /** Changes rows; tells how many. */
    static int update(Handle handle, String sql, Object... values) {
        return execute(handle, sql, PreparedStatement::executeUpdate, values);
    }

    private static <T> T execute(Handle handle, String sql, Execution<T> execution, Object... values) {
        try (var statement = handle.getConnection().prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return execution.of(statement);
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure, null);
        }
    }
}
