package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * One job coming, as users create them, on PostgreSQL: the job, its first fire, its count and what other nodes are told are one
 * statement, so that there is one way to the server and back, and no transaction to begin and end. It is given to the driver without
 * JDBI, which takes longer for so many values than all else that a process does for a job.
 *
 * <p>If the id or the key is taken nothing is inserted, and {@link JobInsertion} finds out why.
 *
 * <p>Jobs are counted as in {@link JobCounts}. The free entry is picked for a row to insert, so once, and added to by way of the
 * conflict: that finds it as it is now, and compares it with no query that could be run again and pick another one.
 */
public final class OneJobInsertion {
    private static final String INSERT = """
            WITH inserted AS (
              INSERT INTO <schema>.cron_jobs (
                organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule, timezone,
                skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy,
                recovery_policy, catch_up_after_pause, max_retries, timeout_seconds, version, created_at, updated_at,
                deleted_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS json), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING
              RETURNING organization_id, job_id, priority
            ),
            fires AS (
              INSERT INTO <schema>.cron_next_runs (organization_id, job_id, priority, enabled, next_run)
              SELECT i.organization_id, i.job_id, i.priority, CAST(? AS boolean), CAST(? AS timestamp with time zone)
              FROM inserted i
            ),
            counted AS (
              INSERT INTO <schema>.cron_job_counts AS c (organization_id, entry_id, jobs, enabled)
              SELECT i.organization_id,
                coalesce(
                  (SELECT c.entry_id FROM <schema>.cron_job_counts c WHERE c.organization_id = i.organization_id
                   LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED),
                  gen_random_uuid()),
                CAST(? AS bigint), CAST(? AS bigint)
              FROM inserted i
              ON CONFLICT (organization_id, entry_id) DO UPDATE
                SET jobs = c.jobs + excluded.jobs, enabled = c.enabled + excluded.enabled
            )
            """;

    private final String quietly;
    private final String telling;

    /** Inserts into the tables of a schema. */
    public OneJobInsertion(String schema) {
        var insert = INSERT.replace("<schema>", schema);
        this.quietly = insert + "SELECT 1 FROM inserted";
        this.telling = insert + "SELECT 1, pg_notify(?, ?) FROM inserted";
    }

    /**
     * Inserts it, if neither its id nor its key is taken.
     *
     * @param notification what other nodes are told with it
     * @return whether it was inserted
     */
    public boolean insert(Handle handle, CronJob job, Optional<Notification> notification) {
        var sql = notification.isPresent() ? telling : quietly;
        try (var statement = handle.getConnection().prepareStatement(sql)) {
            var values = new Values(statement);
            bind(values, job);
            if (notification.isPresent()) {
                values.text(notification.get().channel());
                values.text(notification.get().text());
            }
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure, null);
        }
    }

    private static void bind(Values values, CronJob job) throws SQLException {
        values.text(job.organizationId());
        values.any(job.jobId());
        values.text(job.userId());
        values.text(job.jobKey());
        values.text(job.jobName());
        values.text(job.jobName().toLowerCase(Locale.ROOT));
        values.text(job.description());
        values.text(job.schedule());
        values.text(job.timezone());
        values.text(job.skillName());
        values.text(Json.write(job.skillParams()));
        values.text(Names.of(job.status()));
        values.text(job.statusReason());
        values.integer(job.priority());
        values.text(Names.of(job.policies().misfire()));
        values.text(Names.of(job.policies().overlap()));
        values.text(Names.of(job.policies().recovery()));
        values.flag(job.policies().catchUpAfterPause());
        values.integer(job.maxRetries());
        values.integer(job.timeoutSeconds());
        values.number(job.version());
        values.instant(job.createdAt());
        values.instant(job.updatedAt());
        values.instant(job.deletedAt());
        values.flag(job.enabled());
        values.instant(job.nextRun());
        var count = JobCounts.of(job.status());
        values.number(count.jobs());
        values.number(count.enabled());
    }

    /** The values of a statement, from the first to the last. */
    private static final class Values {
        private final PreparedStatement statement;
        private int at;

        Values(PreparedStatement statement) {
            this.statement = statement;
        }

        void text(@Nullable String value) throws SQLException {
            statement.setString(++at, value);
        }

        void any(Object value) throws SQLException {
            statement.setObject(++at, value);
        }

        void integer(int value) throws SQLException {
            statement.setInt(++at, value);
        }

        void number(long value) throws SQLException {
            statement.setLong(++at, value);
        }

        void flag(boolean value) throws SQLException {
            statement.setBoolean(++at, value);
        }

        void instant(@Nullable Instant value) throws SQLException {
            statement.setObject(++at, value == null ? null : Arrays.atUtc(value), Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
