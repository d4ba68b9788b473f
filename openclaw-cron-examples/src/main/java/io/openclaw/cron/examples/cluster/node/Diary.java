package io.openclaw.cron.examples.cluster.node;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.examples.fencing.FenceGuard;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the skills of one node write down, in tables of their own and over connections of their own: when they were called, when
 * they ended, and what became of their guarded writes. Thread-safe.
 *
 * <p>Times are this machine's, on which the database runs as well; the node's own, wrong clock has no part in them. An end is
 * written by a thread of its own until it is in the table: the skill may have been interrupted, or the database away.
 */
final class Diary implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Diary.class);
    private static final long RETRY_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 20;
    private static final String BEGIN =
            "INSERT INTO diary.calls (call_id, job_id, execution_id, fence, attempt, life, called_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    /** The beginning may not have been written, or its answer may have been lost. */
    private static final String END =
            "INSERT INTO diary.calls (call_id, job_id, execution_id, fence, attempt, life, called_at, ended_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (call_id) DO UPDATE SET ended_at = EXCLUDED.ended_at";

    private static final String WRITE =
            "INSERT INTO diary.writes (guarded, execution_id, fence, accepted) VALUES (?, ?, ?, ?)";

    private final HikariDataSource connections;
    private final String life;
    private final Clock machine = Clock.systemUTC();
    private final FenceGuard guard = new FenceGuard("diary.guard");
    private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::writeEnds, "diary");
    private volatile boolean closing;

    Diary(HikariDataSource connections, String life) {
        this.connections = connections;
        this.life = life;
        writer.start();
    }

    /** A call of a skill. */
    record Call(UUID callId, UUID jobId, Claim claim, int attempt, String key, Instant calledAt) {}

    private record Ended(Call call, Instant at) {}

    /** A call as of now. */
    Call call(UUID jobId, Claim claim, int attempt, String key) {
        return new Call(UUID.randomUUID(), jobId, claim, attempt, key, now());
    }

    /** Writes down that a call has begun, and tells the guard; returns whether no newer claim has been seen. */
    boolean began(Call call) throws SQLException {
        return inTransaction(connection -> {
            try (var insert = connection.prepareStatement(BEGIN)) {
                set(insert, call);
                insert.executeUpdate();
            }
            return write(connection, call);
        });
    }

    /** Makes a guarded write; returns whether it was let through. */
    boolean write(Call call) throws SQLException {
        return inTransaction(connection -> write(connection, call));
    }

    /** Writes down, soon, that a call has ended, after one more guarded write: the last one that a skill would make. */
    void ended(Call call) {
        ends.add(new Ended(call, now()));
    }

    private boolean write(Connection connection, Call call) throws SQLException {
        var accepted = guard.admit(connection, call.key(), call.claim());
        // Numbered while the guard's row is locked, so that numbers are in the order of what was let through.
        try (var insert = connection.prepareStatement(WRITE)) {
            insert.setString(1, call.key());
            insert.setObject(2, call.claim().executionId());
            insert.setLong(3, call.claim().fence());
            insert.setBoolean(4, accepted);
            insert.executeUpdate();
        }
        return accepted;
    }

    private void writeEnds() {
        try {
            for (var next = ends.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                    next != null || !closing;
                    next = ends.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (next != null && !written(next)) {
                    ends.add(next);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean written(Ended ended) {
        try {
            return inTransaction(connection -> {
                write(connection, ended.call());
                try (var upsert = connection.prepareStatement(END)) {
                    set(upsert, ended.call());
                    upsert.setObject(8, ended.at().atOffset(ZoneOffset.UTC));
                    upsert.executeUpdate();
                }
                return true;
            });
        } catch (SQLException away) {
            log.debug("the end of {} is written later", ended.call(), away);
            return false;
        }
    }

    private void set(PreparedStatement statement, Call call) throws SQLException {
        statement.setObject(1, call.callId());
        statement.setObject(2, call.jobId());
        statement.setObject(3, call.claim().executionId());
        statement.setLong(4, call.claim().fence());
        statement.setInt(5, call.attempt());
        statement.setString(6, life);
        statement.setObject(7, OffsetDateTime.ofInstant(call.calledAt(), ZoneOffset.UTC));
    }

    @FunctionalInterface
    private interface Work {
        boolean on(Connection connection) throws SQLException;
    }

    private boolean inTransaction(Work work) throws SQLException {
        try (var connection = connections.getConnection()) {
            try {
                var answer = work.on(connection);
                connection.commit();
                return answer;
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    private Instant now() {
        return machine.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Writes what has ended, and closes the connections. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (!ends.isEmpty()) {
            log.error("{} ends are not written", ends.size());
        }
        connections.close();
    }
}
