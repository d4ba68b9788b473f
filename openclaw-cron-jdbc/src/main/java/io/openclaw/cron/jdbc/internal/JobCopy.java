package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronJob;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Many jobs coming, on PostgreSQL, by {@code COPY}: the server inserts the first ones while the next ones are written, and has no
 * arrays to take apart. It stops at the first row that cannot be inserted.
 */
final class JobCopy {
    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final String schema;

    /** Copies through this handle, which is in a transaction. */
    JobCopy(Handle handle) {
        this.connection = handle.getConnection();
        this.schema = (String) handle.getConfig(SqlStatements.class).getAttribute("schema");
    }

    /** Inserts jobs and their first fires. */
    void insert(List<CronJob> jobs) {
        copy("cron_jobs (" + JobColumns.NAMES + ")", jobs, JobColumns::write);
        copy("cron_next_runs (organization_id, job_id, priority, enabled, next_run)", jobs, JobCopy::writeFire);
    }

    private static void writeFire(RowValues values, CronJob job) {
        values.text(job.organizationId());
        values.id(job.jobId());
        values.integer(job.priority());
        values.flag(job.enabled());
        values.instant(job.nextRun());
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new UnableToExecuteStatementException((Exception) failure, null);
    }

    private void copy(String table, List<CronJob> jobs, BiConsumer<RowValues, CronJob> values) {
        var sql = "COPY " + schema + "." + table + " FROM STDIN";
        try (var rows = new CopyStream<>(jobs, values)) {
            var driver = PostgresDriver.connectionType(connection);
            var copying = driver.getMethod("getCopyAPI").invoke(connection.unwrap(driver));
            copying.getClass()
                    .getMethod("copyIn", String.class, InputStream.class, int.class)
                    .invoke(copying, sql, rows, BUFFER);
        } catch (InvocationTargetException thrown) {
            throw unchecked(requireNonNull(thrown.getCause()));
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure, null);
        } catch (ReflectiveOperationException other) {
            throw PostgresDriver.missing("copyIn(String, InputStream, int)", other);
        }
    }
}
