package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.NodeRegistration;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/**
 * How the nodes of this process say that they are there: on PostgreSQL each on a line of its own, from its registration until it
 * is taken off; on H2, which nobody else can reach, like any other call.
 */
public final class NodeLines implements AutoCloseable {
    private static final String REGISTER = "register a node";
    private static final String BEAT = "take a beat";

    private final DataSource dataSource;
    private final Database database;
    private final Statistics statistics;
    private final Notifier notifier;
    private final Beats beats;
    private final String schema;
    /** By the names of nodes: a name that comes back in this process goes on using its line. */
    private final Map<String, NodeLine> lines = new ConcurrentHashMap<>();

    /** Lines with connections from a data source. */
    public NodeLines(
            DataSource dataSource, Database database, Statistics statistics, Notifier notifier, String schema) {
        this.dataSource = dataSource;
        this.database = database;
        this.statistics = statistics;
        this.notifier = notifier;
        this.beats = new Beats(database.dialect(), schema);
        this.schema = schema;
    }

    /** Makes a node known. */
    public NodeRegistration register(NodeId node, Duration deadAfter) {
        if (!database.dialect().shared()) {
            return database.write(REGISTER, handle -> nodes(handle).register(node, deadAfter, null));
        }
        var line = lines.get(node.name());
        // Of a namesake in this very process, the lock that both would hold says nothing.
        return line == null ? registerOnNewLine(node, deadAfter) : register(line, node, deadAfter, false);
    }

    private NodeRegistration registerOnNewLine(NodeId node, Duration deadAfter) {
        var line = new NodeLine(dataSource, database, deadAfter, schema + "/" + node.name());
        try {
            var registration = register(line, node, deadAfter, true);
            var older = lines.put(node.name(), line);
            if (older != null) {
                older.close();
            }
            return registration;
        } catch (RuntimeException | Error failure) {
            line.close();
            throw failure;
        }
    }

    private NodeRegistration register(NodeLine line, NodeId node, Duration deadAfter, boolean newLine) {
        var registered = line.run(REGISTER, handle -> {
            // Else the one that gets the name's lock might take the one that is a moment ahead of it for gone.
            line.lockRegistration(handle);
            var goneIfHeardAfter = newLine ? line.holdName(handle) : null;
            var registration = nodes(handle).register(node, deadAfter, goneIfHeardAfter);
            notifier.greet(handle);
            return registration;
        });
        return new NodeRegistration(time(line, REGISTER), registered.othersAlive(), registered.takenBack());
    }

    /** Hears that a node is alive, and tells it what it owns. */
    public HeartbeatReply heartbeat(NodeId node, Duration clockOffset) {
        var line = lines.get(node.name());
        if (line == null) {
            return database.write(BEAT, handle -> beats.take(handle, node, clockOffset));
        }
        var heard = line.run(BEAT, handle -> {
            var reply = beats.take(handle, node, clockOffset);
            if (reply.alive()) {
                line.holdName(handle);
            }
            return reply;
        });
        return new HeartbeatReply(
                heard.alive(),
                time(line, BEAT),
                heard.othersAlive(),
                heard.draining(),
                heard.owned(),
                heard.cancelRequested());
    }

    /**
     * Has all that listen hear that a node of this process is there, this process itself included.
     *
     * @throws CronStoreException if there is none, or it cannot say so
     */
    public void greet() {
        var line = lines.values().stream()
                .findAny()
                .orElseThrow(() -> new CronStoreException("No node of this process has a line to the database", null));
        line.runOnce("greet other nodes", handle -> {
            notifier.greet(handle);
            return true;
        });
    }

    /** Takes a node off. */
    public void deregister(NodeId node) {
        Function<Handle, Boolean> work = handle -> {
            notifier.send(handle, Signal.WORK);
            return nodes(handle).deregister(node);
        };
        var line = lines.get(node.name());
        if (line == null) {
            database.write("take a node off", work);
        } else if (line.run("take a node off", work) && lines.remove(node.name(), line)) {
            line.close();
        }
    }

    /** Gives all connections back. */
    @Override
    public void close() {
        lines.values().removeIf(line -> {
            line.close();
            return true;
        });
    }

    /**
     * The database's time. In a call of its own, with nothing behind it: who measures a clock by the answer must allow for all that has
     * come after the reading, and a commit takes milliseconds.
     */
    private Instant time(NodeLine line, String act) {
        return line.read(act, beats::now);
    }

    private NodeTransactions nodes(Handle handle) {
        return new NodeTransactions(handle, statistics);
    }
}
