package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.rules.OwnedCount;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What limits count, and executions that they keep waiting. */
public interface LimitDao {
    /** Lets no other claim count what is owned until the transaction ends. */
    @SqlQuery("SELECT 1 FROM (SELECT <mutex>concat(<schemaText>, ' limits')<mutexEnd>) taken")
    int lockCounts();

    @SqlQuery("""
            SELECT o.skill_name, o.organization_id, count(*) AS count FROM (
              SELECT e.skill_name, e.organization_id FROM <schema>.skill_executions e
              WHERE e.status IN ('pending', 'running') AND e.node_id IS NOT NULL
              UNION ALL
              SELECT j.skill_name, j.organization_id FROM <schema>.cron_claimed_fires c
              JOIN <schema>.cron_jobs j ON j.organization_id = c.organization_id AND j.job_id = c.job_id) o
            GROUP BY o.skill_name, o.organization_id
            """)
    @RegisterConstructorMapper(OwnedCount.class)
    List<OwnedCount> ownedCounts();

    /** The names of the limits that block something; one look into the index for each. */
    @SqlQuery("""
            WITH RECURSIVE limits (name) AS (
              (SELECT min(e.blocked_by) FROM <schema>.skill_executions e WHERE e.blocked_by > '')
              UNION ALL
              SELECT (SELECT min(e.blocked_by) FROM <schema>.skill_executions e WHERE e.blocked_by > l.name)
              FROM limits l WHERE l.name IS NOT NULL)
            SELECT l.name FROM limits l WHERE l.name IS NOT NULL
            """)
    List<String> blocking();

    /** Lets executions that a limit has blocked wait like all others: the highest priority first, within it the earliest. */
    @SqlUpdate("""
            <unblockExecutions>
              SELECT e.organization_id, e.execution_id FROM <schema>.skill_executions e
              WHERE e.blocked_by = :limit
                AND (CAST(:skills AS varchar ARRAY) IS NULL OR e.skill_name = ANY(CAST(:skills AS varchar ARRAY)))
              ORDER BY e.priority DESC, e.available_at, e.execution_id
              LIMIT :most <lockFree>
            <unblocked>
            """)
    int unblock(String limit, String @Nullable [] skills, int most);
}
