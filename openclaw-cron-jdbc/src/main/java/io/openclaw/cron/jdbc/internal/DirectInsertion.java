package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * A few jobs coming, as users create them, on PostgreSQL: the jobs, their first fires, their count and what other nodes are told are
 * one statement, so that there is one way to the server and back, and no transaction to begin and end. It is given to the driver without
 * JDBI, which takes longer for so many values than all else that a process does for a job.
 *
 * <p>A job whose id or key is taken is not inserted, and {@link JobInsertion} finds out why.
 *
 * <p>Jobs are counted as in {@link JobCounts}. The free entry is picked for a row to insert, so once, and added to by way of the
 * conflict: that finds it as it is now, and compares it with no query that could be run again and pick another one.
 */
public final class DirectInsertion {
    /** How many jobs a statement takes at the most: for each number there is a statement of its own, to be prepared by each session. */
    static final int MOST = 16;

    private static final String JOBS = """
            WITH inserted AS (
              INSERT INTO <schema>.cron_jobs (<columns>)
              VALUES\s""".replace("<columns>", JobColumns.NAMES);

    private static final String JOB =
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS json), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String FIRES = """

              ON CONFLICT DO NOTHING
              RETURNING organization_id, job_id, priority, status
            ),
            fires AS (
              INSERT INTO <schema>.cron_next_runs (organization_id, job_id, priority, enabled, next_run)
              SELECT i.organization_id, i.job_id, i.priority, i.status = 'enabled', f.next_run
              FROM (VALUES\s""";

    private static final String FIRE = "(?, CAST(? AS uuid), CAST(? AS timestamp with time zone))";

    private static final String COUNTS = """
            ) AS f (organization_id, job_id, next_run)
              JOIN inserted i ON i.organization_id = f.organization_id AND i.job_id = f.job_id
            ),
            counted AS (
              INSERT INTO <schema>.cron_job_counts AS c (organization_id, entry_id, jobs, enabled)
              SELECT i.organization_id,
                coalesce(
                  (SELECT c.entry_id FROM <schema>.cron_job_counts c WHERE c.organization_id = i.organization_id
                   LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED),
                  gen_random_uuid()),
                i.jobs, i.enabled
              FROM (
                SELECT organization_id, count(*) FILTER (WHERE status <> 'deleted') AS jobs,
                  count(*) FILTER (WHERE status = 'enabled') AS enabled
                FROM inserted GROUP BY organization_id) i
              ON CONFLICT (organization_id, entry_id) DO UPDATE
                SET jobs = c.jobs + excluded.jobs, enabled = c.enabled + excluded.enabled
            )
            """;

    /** For each number of jobs from one on, telling nobody. */
    private final List<String> quietly;

    /** The same, telling others. */
    private final List<String> telling;

    /** Inserts into the tables of a schema. */
    public DirectInsertion(String schema) {
        this.quietly = statements(schema, "SELECT job_id, organization_id FROM inserted");
        this.telling = statements(schema, "SELECT job_id, organization_id, pg_notify(?, ?) FROM inserted");
    }

    private static List<String> statements(String schema, String end) {
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(jobs -> JOBS + times(jobs, JOB) + FIRES + times(jobs, FIRE) + COUNTS + end)
                .map(statement -> statement.replace("<schema>", schema))
                .toList();
    }

    private static String times(int count, String row) {
        return String.join(", ", Collections.nCopies(count, row));
    }

    /**
     * Inserts those whose ids and keys are free.
     *
     * @param jobs at least one, at most {@value #MOST}, and no two of one id
     * @param notification what other nodes are told with it
     * @return for each of them whether it was inserted
     */
    List<Boolean> insert(Handle handle, List<CronJob> jobs, Optional<Notification> notification) {
        var sql = (notification.isPresent() ? telling : quietly).get(jobs.size() - 1);
        try (var statement = handle.getConnection().prepareStatement(sql)) {
            var values = new StatementValues(statement);
            for (var job : jobs) {
                JobColumns.write(values, job);
            }
            for (var job : jobs) {
                values.text(job.organizationId());
                values.id(job.jobId());
                values.instant(job.nextRun());
            }
            if (notification.isPresent()) {
                values.text(notification.get().channel());
                values.text(notification.get().text());
            }
            try (var rows = statement.executeQuery()) {
                var inserted = keys(rows);
                return jobs.stream().map(job -> inserted.contains(keyOf(job))).toList();
            }
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure, null);
        }
    }

    private static Set<JobKey> keys(ResultSet rows) throws SQLException {
        var keys = new HashSet<JobKey>();
        while (rows.next()) {
            var columns = new Columns(rows);
            var id = columns.id();
            keys.add(new JobKey(columns.text(), id));
        }
        return keys;
    }

    private static JobKey keyOf(CronJob job) {
        return new JobKey(job.organizationId(), job.jobId());
    }
}
