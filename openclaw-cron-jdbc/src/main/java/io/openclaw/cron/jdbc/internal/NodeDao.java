package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_nodes}. */
@RegisterConstructorMapper(NodeDao.Node.class)
public interface NodeDao {
    /**
     * What is owned by those who are no node any more. Looks into the gaps between the nodes that there are, and at nothing
     * that these own: that is much at times, and changes all the time.
     */
    String OWNED_BY_NO_NODE = """
            FROM (
              SELECT edge.node_id AS above, lead(edge.node_id) OVER (ORDER BY edge.node_id) AS below
              FROM (
                SELECT n.node_id FROM <schema>.cron_nodes n
                UNION ALL SELECT CAST('00000000-0000-0000-0000-000000000000' AS uuid)
                UNION ALL SELECT CAST('ffffffff-ffff-ffff-ffff-ffffffffffff' AS uuid)) edge) gap
            JOIN (
              SELECT e.node_id, e.node_name FROM <schema>.skill_executions e WHERE e.status IN ('pending', 'running')
              UNION ALL SELECT c.node_id, c.node_name FROM <schema>.cron_claimed_fires c) o
              ON o.node_id > gap.above AND gap.below > o.node_id
            """;

    /**
     * A node.
     *
     * @param nodeId its incarnation
     * @param nodeName its name
     * @param registeredAt when it made itself known
     * @param lastBeat when it was last heard of
     * @param clockOffsetUs how far off it has found its clock, in microseconds
     * @param draining whether it shall take nothing new
     */
    record Node(
            UUID nodeId,
            String nodeName,
            Instant registeredAt,
            Instant lastBeat,
            long clockOffsetUs,
            boolean draining) {
        NodeId id() {
            return new NodeId(nodeName, nodeId);
        }
    }

    @SqlQuery("SELECT <now>")
    Instant now();

    @SqlUpdate("""
            INSERT INTO <schema>.cron_nodes (node_id, node_name, registered_at, last_beat, clock_offset_us, draining)
            VALUES (:nodeId, :nodeName, :now, :now, 0, FALSE)
            """)
    void insert(UUID nodeId, String nodeName, Instant now);

    @SqlUpdate("UPDATE <schema>.cron_nodes SET last_beat = :now WHERE node_id = :nodeId")
    int beat(UUID nodeId, Instant now);

    @SqlUpdate("UPDATE <schema>.cron_nodes SET draining = :draining WHERE node_id = :nodeId")
    int drain(UUID nodeId, boolean draining);

    /** Finds a node, and keeps it from being declared dead until the transaction ends. */
    @SqlQuery("SELECT n.node_id FROM <schema>.cron_nodes n WHERE n.node_id = :nodeId <keep>")
    Optional<UUID> keep(UUID nodeId);

    @SqlQuery("""
            SELECT n.node_id, n.node_name, n.registered_at, n.last_beat, n.clock_offset_us, n.draining
            FROM <schema>.cron_nodes n ORDER BY n.node_name
            """)
    List<Node> all();

    @SqlQuery("""
            SELECT n.node_id, n.node_name, n.registered_at, n.last_beat, n.clock_offset_us, n.draining
            FROM <schema>.cron_nodes n
            WHERE n.node_name = :nodeName AND n.node_id \\<> :nodeId
            <lock>
            """)
    List<Node> lockNamed(String nodeName, UUID nodeId);

    /** Takes a node off, unless it has been heard of in the meantime. */
    @SqlUpdate("DELETE FROM <schema>.cron_nodes WHERE node_id = :nodeId AND last_beat = :lastBeat")
    int deleteSilent(UUID nodeId, Instant lastBeat);

    @SqlUpdate("DELETE FROM <schema>.cron_nodes WHERE node_id = :nodeId")
    int delete(UUID nodeId);

    /** Who owns live executions and is no node any more. */
    @SqlQuery("SELECT DISTINCT o.node_id, o.node_name " + OWNED_BY_NO_NODE)
    @RegisterConstructorMapper(Owner.class)
    List<Owner> gone();

    /** How much each node holds that has not started. */
    @SqlQuery("""
            SELECT o.node_id, count(*) AS count FROM (
              SELECT e.node_id FROM <schema>.skill_executions e WHERE e.status = 'pending' AND e.node_id IS NOT NULL
              UNION ALL SELECT c.node_id FROM <schema>.cron_claimed_fires c WHERE c.started_at IS NULL) o
            GROUP BY o.node_id
            """)
    @RegisterConstructorMapper(Reserved.class)
    List<Reserved> reserved();

    /**
     * How much a node holds that has not started.
     *
     * @param nodeId its incarnation
     * @param count how many executions
     */
    record Reserved(UUID nodeId, int count) {}

    /** What the nodes run, longest-running first. */
    @SqlQuery("""
            SELECT e.node_id, e.execution_id, e.job_id, e.organization_id, e.skill_name, e.started_at
            FROM <schema>.skill_executions e
            WHERE e.status = 'running' AND e.node_id IS NOT NULL
            UNION ALL
            SELECT c.node_id, c.execution_id, c.job_id, c.organization_id, j.skill_name, c.started_at
            FROM <schema>.cron_claimed_fires c
            JOIN <schema>.cron_jobs j ON j.organization_id = c.organization_id AND j.job_id = c.job_id
            WHERE c.started_at IS NOT NULL
            ORDER BY started_at, execution_id
            """)
    @RegisterConstructorMapper(RunningOn.class)
    List<RunningOn> running();

    /**
     * What a node runs.
     *
     * @param nodeId its incarnation
     * @param running the execution
     */
    record RunningOn(UUID nodeId, @Nested CronNode.Running running) {}

    /**
     * A node that owns something.
     *
     * @param nodeId its incarnation
     * @param nodeName its name
     */
    record Owner(UUID nodeId, String nodeName) {
        NodeId id() {
            return new NodeId(nodeName, nodeId);
        }
    }
}
