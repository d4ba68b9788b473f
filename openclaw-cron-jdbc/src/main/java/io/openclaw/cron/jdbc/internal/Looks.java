package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jdbi.v3.core.Handle;

/** What nodes that have nothing to do look at again and again: one statement each, which needs no transaction. */
public final class Looks {
    /** One look into the index for each priority; one row without a priority if there is nothing. */
    private static final String OUTLOOK = """
            SELECT a.alive, a.blocked, l.priority, l.next_run, l.available_at
            FROM (
              SELECT EXISTS (SELECT 1 FROM <schema>.cron_nodes n WHERE n.node_id = ?) AS alive,
                EXISTS (SELECT 1 FROM <schema>.skill_executions e WHERE e.blocked_by > '') AS blocked) a
            LEFT JOIN (
              SELECT p.priority,
                CASE WHEN p.priority <> ? THEN (
                  SELECT min(n.next_run) FROM <schema>.cron_next_runs n
                  WHERE n.enabled AND n.priority = p.priority AND n.next_run IS NOT NULL) END AS next_run,
                (SELECT min(e.available_at) FROM <schema>.skill_executions e
                 WHERE e.status = 'pending' AND e.node_id IS NULL AND e.blocked_by IS NULL
                   AND e.priority = p.priority) AS available_at
              FROM (VALUES (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) p (priority)) l
              ON l.next_run IS NOT NULL OR l.available_at IS NOT NULL
            ORDER BY l.priority DESC
            """;

    /** No priority. */
    private static final int NONE = -1;

    private static final String SILENCE = """
            SELECT <now>, (SELECT min(n.last_beat) FROM <schema>.cron_nodes n WHERE NOT n.node_id = ?),
              EXISTS (SELECT 1 <owned>)
            """.replace("<owned>", NodeDao.OWNED_BY_NO_NODE);

    private final String outlook;
    private final String silence;

    /** Looks at the tables of a schema. */
    public Looks(Dialect dialect, String schema) {
        this.outlook = OUTLOOK.replace("<schema>", schema);
        this.silence = SILENCE.replace("<schema>", schema)
                .replace("<now>", dialect.fragments().get("now"));
    }

    /** What there is for a node to claim. */
    public Outlook outlook(Handle handle, NodeId node) {
        return outlook(handle, node, NONE);
    }

    /** The same but for the jobs of one priority, which are not looked at. */
    Outlook outlook(Handle handle, NodeId node, int priority) {
        return PlainStatements.query(handle, outlook, Looks::readOutlook, node.incarnation(), priority);
    }

    private static Outlook readOutlook(ResultSet rows) throws SQLException {
        var levels = new ArrayList<Outlook.Level>();
        var alive = false;
        var blocked = false;
        while (rows.next()) {
            var columns = new Columns(rows);
            alive = columns.flag();
            blocked = columns.flag();
            var priority = columns.integerOrNull();
            if (priority != null) {
                levels.add(new Outlook.Level(priority, columns.instantOrNull(), columns.instantOrNull()));
            }
        }
        return new Outlook(alive, blocked, levels);
    }

    /** What a node may find dead. */
    public Silence silence(Handle handle, NodeId asking) {
        return PlainStatements.query(handle, silence, Looks::readSilence, asking.incarnation());
    }

    private static Silence readSilence(ResultSet rows) throws SQLException {
        rows.next();
        var columns = new Columns(rows);
        return new Silence(columns.instant(), columns.instantOrNull(), columns.flag());
    }
}
