package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_nodes}. */
@RegisterConstructorMapper(NodeDao.Node.class)
public interface NodeDao {
    /**
     * A node.
     *
     * @param nodeId its incarnation
     * @param nodeName its name
     * @param lastBeat when it was last heard of
     */
    record Node(UUID nodeId, String nodeName, Instant lastBeat) {
        NodeId id() {
            return new NodeId(nodeName, nodeId);
        }
    }

    @SqlQuery("SELECT <now>")
    Instant now();

    @SqlUpdate("""
            INSERT INTO <schema>.cron_nodes (node_id, node_name, registered_at, last_beat)
            VALUES (:nodeId, :nodeName, :now, :now)
            """)
    void insert(UUID nodeId, String nodeName, Instant now);

    @SqlUpdate("UPDATE <schema>.cron_nodes SET last_beat = :now WHERE node_id = :nodeId")
    int beat(UUID nodeId, Instant now);

    /** Finds a node, and keeps it from being declared dead until the transaction ends. */
    @SqlQuery("SELECT n.node_id FROM <schema>.cron_nodes n WHERE n.node_id = :nodeId <keep>")
    Optional<UUID> keep(UUID nodeId);

    @SqlQuery("SELECT n.node_id, n.node_name, n.last_beat FROM <schema>.cron_nodes n")
    List<Node> all();

    @SqlQuery("""
            SELECT n.node_id, n.node_name, n.last_beat FROM <schema>.cron_nodes n
            WHERE n.node_name = :nodeName AND n.node_id \\<> :nodeId
            <lock>
            """)
    List<Node> lockNamed(String nodeName, UUID nodeId);

    /** Takes a node off, unless it has been heard of in the meantime. */
    @SqlUpdate("DELETE FROM <schema>.cron_nodes WHERE node_id = :nodeId AND last_beat = :lastBeat")
    int deleteSilent(UUID nodeId, Instant lastBeat);

    @SqlUpdate("DELETE FROM <schema>.cron_nodes WHERE node_id = :nodeId")
    int delete(UUID nodeId);

    /** Who owns live executions, by name and incarnation; some of them may not exist any more. */
    @SqlQuery("""
            SELECT DISTINCT e.node_id, e.node_name
            FROM <schema>.skill_executions e
            WHERE e.status IN ('pending', 'running') AND e.node_id IS NOT NULL
            """)
    @RegisterConstructorMapper(Owner.class)
    List<Owner> owners();

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
