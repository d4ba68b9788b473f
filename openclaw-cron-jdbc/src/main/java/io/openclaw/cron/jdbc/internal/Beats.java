package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.OwnedExecution;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Hears that nodes are alive, and tells them what they own. */
final class Beats {
    private static final String BEAT =
            "UPDATE <schema>.cron_nodes SET last_beat = <now>, clock_offset_us = ? WHERE node_id = ?";

    private static final String NODE = """
            SELECT n.last_beat, n.draining,
              EXISTS (SELECT 1 FROM <schema>.cron_nodes o WHERE NOT o.node_id = n.node_id)
            FROM <schema>.cron_nodes n WHERE n.node_id = ?
            """;

    private final String beat;
    private final String node;
    private final String owned;
    private final String now;

    /** Beats of nodes in the tables of a schema. */
    Beats(Dialect dialect, String schema) {
        var clock = dialect.fragments().get("now");
        this.beat = BEAT.replace("<schema>", schema).replace("<now>", clock);
        this.node = NODE.replace("<schema>", schema);
        this.owned = ExecutionDao.OWNED_BY.replace("<schema>", schema).replace(":nodeId", "?");
        this.now = "SELECT " + clock;
    }

    /** Takes a beat, in a transaction. */
    HeartbeatReply take(Handle handle, NodeId of, Duration clockOffset) {
        var id = of.incarnation();
        if (PlainStatements.update(handle, beat, RollupRow.micros(clockOffset), id) == 0) {
            return new HeartbeatReply(false, now(handle), false, false, List.of(), Set.of());
        }
        var what = PlainStatements.query(handle, owned, Beats::readOwned, id, id);
        return PlainStatements.query(handle, node, rows -> readReply(rows, what), id);
    }

    /** The database's time. */
    Instant now(Handle handle) {
        return PlainStatements.query(handle, now, Beats::readTime);
    }

    /**
     * What a node owns.
     *
     * @param executions all of it
     * @param cancelRequested what of it somebody asked to cancel
     */
    private record Owned(List<OwnedExecution> executions, Set<UUID> cancelRequested) {}

    private static Owned readOwned(ResultSet rows) throws SQLException {
        var executions = new ArrayList<OwnedExecution>();
        var cancelRequested = new HashSet<UUID>();
        while (rows.next()) {
            var columns = new Columns(rows);
            var execution = new OwnedExecution(columns.id(), columns.number(), columns.idOrNull());
            executions.add(execution);
            if (columns.flag()) {
                cancelRequested.add(execution.executionId());
            }
        }
        return new Owned(executions, cancelRequested);
    }

    private static HeartbeatReply readReply(ResultSet rows, Owned owned) throws SQLException {
        rows.next();
        var columns = new Columns(rows);
        var lastBeat = columns.instant();
        var draining = columns.flag();
        var othersAlive = columns.flag();
        return new HeartbeatReply(true, lastBeat, othersAlive, draining, owned.executions, owned.cancelRequested);
    }

    private static Instant readTime(ResultSet rows) throws SQLException {
        rows.next();
        return new Columns(rows).instant();
    }
}
