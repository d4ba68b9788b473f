package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code cron_next_runs}. */
@RegisterConstructorMapper(JobKey.class)
public interface NextRunDao {
    /**
     * A job that is due, and locked.
     *
     * @param key which job
     * @param nextRun when it is due
     * @param again whether it was past that fire before, so that this one or later ones may have executions
     * @param place where its row is, for as long as it is locked
     */
    record Due(JobKey key, Instant nextRun, boolean again, String place) {
        static final String COLUMNS = """
                n.organization_id, n.job_id, n.next_run, n.next_run < n.decided_until AS again, n.<place> AS place""";

        static final RowMapper<Due> MAPPER = (row, context) -> {
            var columns = new Columns(row);
            return new Due(new JobKey(columns.text(), columns.id()), columns.instant(), columns.flag(), columns.text());
        };
    }

    /**
     * A fire of a job.
     *
     * @param organizationId whose
     * @param jobId of which job
     * @param fireAt when it is due
     */
    record Fire(String organizationId, UUID jobId, Instant fireAt) {
        static final RowMapper<Fire> MAPPER = (row, context) -> {
            var columns = new Columns(row);
            return new Fire(columns.text(), columns.id(), columns.instant());
        };

        JobKey key() {
            return new JobKey(organizationId, jobId);
        }
    }

    @SqlUpdate("""
            INSERT INTO <schema>.cron_next_runs (organization_id, job_id, priority, enabled, next_run)
            SELECT u.organization_id, u.job_id, u.priority, u.enabled, u.next_run
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:priorities AS integer ARRAY),
              CAST(:enabled AS boolean ARRAY), CAST(:nextRuns AS timestamp with time zone ARRAY))
            AS u (organization_id, job_id, priority, enabled, next_run)
            """)
    void insert(@BindMethods NextRunRows rows);

    /**
     * Moves jobs on to fires that are not decided yet, by whoever has locked their rows and not changed them since.
     *
     * @param end the instant that all fires of those that have no next one are before
     */
    @SqlUpdate("""
            MERGE INTO <schema>.cron_next_runs n
            USING (SELECT * FROM unnest(
              CAST(:places AS varchar ARRAY), CAST(:nextRuns AS timestamp with time zone ARRAY))
            AS u (place, next_run)) u
            ON n.<place> = CAST(u.place AS <placeType>)
            WHEN MATCHED THEN UPDATE SET
              next_run = u.next_run,
              decided_until = CASE WHEN n.decided_until >= coalesce(u.next_run, :end) THEN n.decided_until
                ELSE coalesce(u.next_run, :end) END
            """)
    int moveOn(@BindMethods MovedJobs jobs, Instant end);

    /** Writes the rows of jobs, which must be locked. */
    @SqlUpdate("""
            MERGE INTO <schema>.cron_next_runs n
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:priorities AS integer ARRAY),
              CAST(:enabled AS boolean ARRAY), CAST(:nextRuns AS timestamp with time zone ARRAY))
            AS u (organization_id, job_id, priority, enabled, next_run)) u
            ON n.organization_id = u.organization_id AND n.job_id = u.job_id
            WHEN MATCHED THEN UPDATE SET priority = u.priority, enabled = u.enabled, next_run = u.next_run
            """)
    void update(@BindMethods NextRunRows rows);

    @SqlQuery("""
            SELECT n.job_id FROM <schema>.cron_next_runs n
            WHERE n.organization_id = :organizationId AND n.job_id = :jobId
            <lock>
            """)
    Optional<UUID> lock(String organizationId, UUID jobId);

    /** Locks jobs against changes, so that their status stays what it is until the transaction ends. */
    @SqlQuery("""
            SELECT n.job_id
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN <schema>.cron_next_runs n ON n.organization_id = u.organization_id AND n.job_id = u.job_id
            ORDER BY n.organization_id, n.job_id
            <share>
            """)
    List<UUID> share(@BindMethods JobKeys jobs);

    @SqlQuery("""
            SELECT n.job_id
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN <schema>.cron_next_runs n ON n.organization_id = u.organization_id AND n.job_id = u.job_id
            ORDER BY n.organization_id, n.job_id
            <lock>
            """)
    List<UUID> lockAll(@BindMethods JobKeys jobs);

    /** Locks jobs, but for those that others have locked. */
    @SqlQuery("""
            SELECT n.organization_id, n.job_id
            FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
              AS u (organization_id, job_id)
            JOIN <schema>.cron_next_runs n ON n.organization_id = u.organization_id AND n.job_id = u.job_id
            ORDER BY n.organization_id, n.job_id
            <lockFree>
            """)
    Set<JobKey> lockFree(@BindMethods JobKeys jobs);

    /**
     * Fires of jobs, from the next one on, that have an execution already: their job was put back to them. Whoever does that writes
     * its claimed fires as executions, so that these need not be looked at.
     */
    @SqlQuery("""
            SELECT e.organization_id, e.job_id, e.scheduled_for
            FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:nextRuns AS timestamp with time zone ARRAY))
              AS u (organization_id, job_id, next_run)
            JOIN <schema>.skill_executions e ON e.organization_id = u.organization_id AND e.job_id = u.job_id
              AND e.scheduled_for >= u.next_run
            """)
    List<Fire> takenFires(@BindMethods DueRows due);

    /** Jobs of a priority that are due, from a place in the order on; locked, but for those that others have locked. */
    @SqlQuery("""
            SELECT <dueColumns> FROM <schema>.cron_next_runs n
            WHERE n.enabled AND n.priority = :priority AND n.next_run <= :until
              AND (n.next_run, n.job_id) > (:afterRun, :afterJob)
              AND (CAST(:skills AS varchar ARRAY) IS NULL OR <skillOfJob> = ANY(CAST(:skills AS varchar ARRAY)))
            ORDER BY n.next_run, n.job_id
            LIMIT :limit
            <lockFree>
            """)
    List<Due> lockDue(
            int priority, Instant afterRun, UUID afterJob, Instant until, String @Nullable [] skills, int limit);

    /** Those of them that have live executions: what becomes of their fires is decided even where there is no room. */
    @SqlQuery("""
            SELECT <dueColumns> FROM <busyJobs>
              n.enabled AND n.priority = :priority AND n.next_run <= :until
              AND (CAST(:skills AS varchar ARRAY) IS NULL OR <skillOfJob> = ANY(CAST(:skills AS varchar ARRAY)))
            ORDER BY n.next_run, n.job_id
            <lockFree>
            """)
    List<Due> lockBusy(int priority, Instant until, String @Nullable [] skills);

    /** Jobs of a priority that are not due yet and may be reserved ahead, locked likewise. */
    @SqlQuery("""
            SELECT <dueColumns> FROM <schema>.cron_next_runs n
            WHERE n.enabled AND n.priority = :priority AND n.next_run <= :until
              AND (n.next_run, n.job_id) > (:afterRun, :afterJob)
              AND (<overlapOfJob> = 'allow'
                OR (NOT EXISTS (
                    SELECT 1 FROM <schema>.skill_executions e
                    WHERE e.organization_id = n.organization_id AND e.job_id = n.job_id
                      AND e.status IN ('pending', 'running'))
                  AND NOT EXISTS (
                    SELECT 1 FROM <schema>.cron_claimed_fires c
                    WHERE c.organization_id = n.organization_id AND c.job_id = n.job_id)))
              AND (CAST(:skills AS varchar ARRAY) IS NULL OR <skillOfJob> = ANY(CAST(:skills AS varchar ARRAY)))
            ORDER BY n.next_run, n.job_id
            LIMIT :limit
            <lockFree>
            """)
    List<Due> lockAhead(
            int priority, Instant afterRun, UUID afterJob, Instant until, String @Nullable [] skills, int limit);

    /** The earliest instant after another at which a job fires or a waiting execution whose turn it is may start. */
    @SqlQuery("""
            SELECT min(first.at_) FROM (
              SELECT (
                SELECT n.next_run FROM <schema>.cron_next_runs n
                WHERE n.enabled AND n.priority = p.priority AND n.next_run > :after
                  AND (CAST(:skills AS varchar ARRAY) IS NULL OR <skillOfJob> = ANY(CAST(:skills AS varchar ARRAY)))
                ORDER BY n.next_run LIMIT 1) AS at_
              FROM (VALUES (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) p (priority)
              UNION ALL
              SELECT (
                SELECT e.available_at FROM <schema>.skill_executions e
                WHERE e.status = 'pending' AND e.node_id IS NULL AND e.blocked_by IS NULL AND e.priority = p.priority
                  AND e.available_at > :after
                  AND (CAST(:skills AS varchar ARRAY) IS NULL OR e.skill_name = ANY(CAST(:skills AS varchar ARRAY)))
                  AND (NOT e.in_turn OR <hasTurn>)
                ORDER BY e.available_at LIMIT 1) AS at_
              FROM (VALUES (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) p (priority)) first
            """)
    Optional<Instant> firstAfter(Instant after, String @Nullable [] skills);
}
