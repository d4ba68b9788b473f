package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * A job as its rows have it.
 *
 * @param job the job; its {@code nextRun} is the first fire that is not decided yet
 * @param reservedFor the earliest fire that a node has reserved and not started, or null
 */
public record StoredJob(CronJob job, @Nullable Instant reservedFor) {
    private static final String OF_JOB = """
            FROM <schema>.skill_executions e
            WHERE e.organization_id = j.organization_id AND e.job_id = j.job_id AND e.status IN ('pending', 'running')""";

    private static final String CLAIMED = """
            FROM <schema>.cron_claimed_fires c
            WHERE c.organization_id = j.organization_id AND c.job_id = j.job_id""";

    /** Whether any of its executions is live. */
    static final String BUSY = "coalesce((SELECT 1 " + OF_JOB + " LIMIT 1), (SELECT 1 " + CLAIMED + " LIMIT 1), 0)";

    private static final String LIVE = "count(*)";

    /** Looked for among the live executions: asked for what is owned, PostgreSQL would read all that is owned by any node. */
    private static final String RESERVED = """
            min(e.scheduled_for) FILTER (
              WHERE e.status = 'pending' AND e.node_id IS NOT NULL AND e.started_at IS NULL)""";

    private static final String RESERVED_FIRES = "min(c.scheduled_for) FILTER (WHERE c.started_at IS NULL)";

    /** What a job is, in the order in which it is read. */
    static final String DEFINITION = """
            j.organization_id, j.job_id, j.user_id, j.job_key, j.job_name, j.description, j.schedule, j.timezone,
            j.skill_name, j.skill_params, j.status, j.status_reason, j.priority, j.misfire_policy, j.overlap_policy,
            j.recovery_policy, j.catch_up_after_pause, j.max_retries, j.timeout_seconds, j.version, j.created_at,
            j.updated_at, j.deleted_at""";

    private static final String STATE = """
            , n.next_run, s.last_run, s.last_status, s.last_error, s.run_count, s.success_count, s.failure_count, s.failure_streak,
            """;

    private static final String TABLES = """
            <schema>.cron_jobs j
            JOIN <schema>.cron_next_runs n ON n.organization_id = j.organization_id AND n.job_id = j.job_id
            LEFT JOIN <schema>.cron_job_state s ON s.organization_id = j.organization_id AND s.job_id = j.job_id""";

    static final RowMapper<StoredJob> MAPPER = (row, context) -> read(row);

    /**
     * What a job is, as a claim reads it.
     *
     * @param key which job
     * @param job the job, without its next fire and its state
     * @param busy whether any of its executions is live
     */
    record Definition(JobKey key, CronJob.Builder job, boolean busy) {
        static final RowMapper<Definition> MAPPER = (row, context) -> {
            var columns = new Columns(row);
            var key = readKey(columns);
            return new Definition(key, definition(key, columns), columns.integer() > 0);
        };
    }

    /** What to select, in the order that the mapper reads. */
    static String columns(Dialect dialect) {
        return dialect.lateral()
                ? DEFINITION + STATE
                        + "l.live_count + f.live_count AS live_count, least(l.reserved_for, f.reserved_for) AS reserved_for"
                : DEFINITION + STATE + "(SELECT " + LIVE + " " + OF_JOB + ") + (SELECT " + LIVE + " " + CLAIMED
                        + ") AS live_count, least((SELECT " + RESERVED + " " + OF_JOB + "), (SELECT " + RESERVED_FIRES
                        + " " + CLAIMED + ")) IGNORE NULLS AS reserved_for";
    }

    /** Where from. */
    static String tables(Dialect dialect) {
        return dialect.lateral()
                ? TABLES + " CROSS JOIN LATERAL (SELECT " + LIVE + " AS live_count, " + RESERVED + " AS reserved_for "
                        + OF_JOB + ") l CROSS JOIN LATERAL (SELECT " + LIVE + " AS live_count, " + RESERVED_FIRES
                        + " AS reserved_for " + CLAIMED + ") f"
                : TABLES;
    }

    /**
     * Where from, for keys in a table {@code u}: what is live is looked for by these. By the job's it may be looked for of all jobs there
     * are, before they are joined with the keys.
     */
    static String tablesOfKeys(Dialect dialect) {
        return tables(dialect)
                .replace(
                        "e.organization_id = j.organization_id AND e.job_id = j.job_id",
                        "e.organization_id = u.organization_id AND e.job_id = u.job_id")
                .replace(
                        "c.organization_id = j.organization_id AND c.job_id = j.job_id",
                        "c.organization_id = u.organization_id AND c.job_id = u.job_id");
    }

    /** The job as users see it: its next fire is the reserved one if there is one. */
    public CronJob shown() {
        return reservedFor == null ? job : job.toBuilder().nextRun(reservedFor).build();
    }

    private static StoredJob read(ResultSet row) throws SQLException {
        var columns = new Columns(row);
        var job = definition(readKey(columns), columns)
                .nextRun(columns.instantOrNull())
                .state(state(columns))
                .build();
        return new StoredJob(job, columns.instantOrNull());
    }

    private static JobKey readKey(Columns columns) throws SQLException {
        return new JobKey(columns.text(), columns.id());
    }

    private static CronJob.Builder definition(JobKey key, Columns columns) throws SQLException {
        return CronJob.builder(key.jobId(), key.organizationId(), columns.text())
                .jobKey(columns.textOrNull())
                .jobName(columns.text())
                .description(columns.textOrNull())
                .schedule(columns.text())
                .timezone(columns.text())
                .skillName(columns.text())
                .skillParams(Json.read(columns.text()))
                .status(Names.parse(CronJobStatus.class, columns.text()))
                .statusReason(columns.textOrNull())
                .priority(columns.integer())
                .policies(policies(columns))
                .maxRetries(columns.integer())
                .timeoutSeconds(columns.integer())
                .version(columns.number())
                .createdAt(columns.instant())
                .updatedAt(columns.instant())
                .deletedAt(columns.instantOrNull());
    }

    private static JobPolicies policies(Columns columns) throws SQLException {
        return new JobPolicies(
                Names.parse(MisfirePolicy.class, columns.text()),
                Names.parse(OverlapPolicy.class, columns.text()),
                Names.parse(RecoveryPolicy.class, columns.text()),
                columns.flag());
    }

    private static CronJobState state(Columns columns) throws SQLException {
        return new CronJobState(
                columns.instantOrNull(),
                Names.parseOrNull(CronExecutionStatus.class, columns.textOrNull()),
                columns.textOrNull(),
                columns.number(),
                columns.number(),
                columns.number(),
                columns.number(),
                columns.integer());
    }

    /** The id of the organization and that of the job: what a job's rows are found by. */
    public JobKey key() {
        return new JobKey(job.organizationId(), job.jobId());
    }

    /**
     * What a job's rows are found by.
     *
     * @param organizationId whose
     * @param jobId which
     */
    public record JobKey(String organizationId, UUID jobId) {}
}
