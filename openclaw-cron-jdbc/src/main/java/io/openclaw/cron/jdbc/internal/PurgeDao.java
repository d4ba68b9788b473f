package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Executions that are too old or too many, leaving {@code skill_executions}. How many leave at once is a literal: it decides between
 * walking along an index and reading all there is.
 */
public interface PurgeDao {
    @SqlUpdate("""
            <removeExecutions>
              SELECT e.organization_id, e.execution_id FROM <schema>.skill_executions e
              WHERE e.completed_at \\< :olderThan ORDER BY e.completed_at LIMIT <limit>
            <removed>
            """)
    int purge(Instant olderThan, @Define int limit);

    /** Goes along the ids, which are in the order of creation: nothing that is newer than all that may go has to be looked at. */
    @SqlUpdate("""
            <removeExecutions>
              SELECT e.organization_id, e.execution_id FROM <schema>.skill_executions e
              WHERE e.organization_id = :organizationId AND e.execution_id \\< :createdBefore
                AND e.completed_at \\< :olderThan
              ORDER BY e.execution_id LIMIT <limit>
            <removed>
            """)
    int purgeOf(String organizationId, UUID createdBefore, Instant olderThan, @Define int limit);

    /** Jobs that have more than so many executions, each with the newest execution of those that are too many. */
    @SqlQuery("""
            SELECT s.organization_id, s.job_id, s.newest FROM (
              SELECT u.organization_id, u.job_id, (
                SELECT e.execution_id FROM <schema>.skill_executions e
                WHERE e.organization_id = u.organization_id AND e.job_id = u.job_id
                ORDER BY e.execution_id DESC LIMIT 1 OFFSET :keep) AS newest
              FROM unnest(CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY))
                AS u (organization_id, job_id)) s
            WHERE s.newest IS NOT NULL
            """)
    @RegisterConstructorMapper(Surplus.class)
    List<Surplus> surplus(@BindMethods JobKeys jobs, int keep);

    /**
     * What a job has too many of.
     *
     * @param organizationId whose
     * @param jobId of which job
     * @param newest the newest of them
     */
    record Surplus(String organizationId, UUID jobId, UUID newest) {}

    @SqlUpdate("""
            <removeExecutions>
              SELECT e.organization_id, e.execution_id
              FROM unnest(
                CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY), CAST(:newest AS uuid ARRAY))
                AS u (organization_id, job_id, newest)
              JOIN <schema>.skill_executions e ON e.organization_id = u.organization_id AND e.job_id = u.job_id
                AND e.execution_id <= u.newest
              WHERE e.completed_at IS NOT NULL LIMIT <limit>
            <removed>
            """)
    int removeSurplus(
            @Nullable String[] organizationIds, @Nullable UUID[] jobIds, @Nullable UUID[] newest, @Define int limit);
}
