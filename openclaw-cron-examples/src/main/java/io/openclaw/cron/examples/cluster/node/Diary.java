package io.openclaw.cron.examples.cluster.node;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.examples.fencing.FenceGuard;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the skills of one node write down, in tables of their own and over connections of their own: when they were called, when
 * they ended, and what became of their guarded writes. Thread-safe.
 *
 * <p>Times are this machine's, on which the database runs as well; the node's own, wrong clock has no part in them.
 */
final class Diary implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Diary.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final String BEGIN =
            "INSERT INTO diary.calls (call_id, job_id, execution_id, fence, attempt, life, called_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITE =
            "INSERT INTO diary.writes (guarded, execution_id, fence, accepted) VALUES (?, ?, ?, ?)";

    private final HikariDataSource connections;
    private final Notes notes;
    private final String life;
    private final Clock machine = Clock.systemUTC();
    private final FenceGuard guard = new FenceGuard("diary.guard");
    private final ExecutorService stragglers = Executors.newSingleThreadExecutor(work -> new Thread(work, "diary"));

    Diary(HikariDataSource connections, Notes notes, String life) {
        this.connections = connections;
        this.notes = notes;
        this.life = life;
    }

    /** A call of a skill. */
    record Call(UUID callId, UUID jobId, Claim claim, int attempt, String key, Instant calledAt) {}

    /** A call as of now. */
    Call call(UUID jobId, Claim claim, int attempt, String key) {
        return new Call(UUID.randomUUID(), jobId, claim, attempt, key, now());
    }

    /** Writes down that a call has begun, and tells the guard; returns whether no newer claim has been seen. */
    boolean began(Call call) throws SQLException {
        return inTransaction(connection -> {
            try (var insert = connection.prepareStatement(BEGIN)) {
                insert.setObject(1, call.callId());
                insert.setObject(2, call.jobId());
                insert.setObject(3, call.claim().executionId());
                insert.setLong(4, call.claim().fence());
                insert.setInt(5, call.attempt());
                insert.setString(6, life);
                insert.setObject(7, OffsetDateTime.ofInstant(call.calledAt(), ZoneOffset.UTC));
                insert.executeUpdate();
            }
            return write(connection, call);
        });
    }

    /** Makes a guarded write; returns whether it was let through. */
    boolean write(Call call) throws SQLException {
        return inTransaction(connection -> write(connection, call));
    }

    /** Writes down that a call has ended, and makes one more write a moment later, as a skill would that does not know yet. */
    void ended(Call call) {
        notes.ended(call.callId(), now());
        stragglers.execute(() -> writeLate(call));
    }

    private void writeLate(Call call) {
        try {
            write(call);
        } catch (SQLException away) {
            log.debug("no late write of {}", call, away);
        }
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

    /** Makes the last writes, and closes the connections. */
    @Override
    public void close() {
        stragglers.shutdown();
        try {
            if (!stragglers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("some late writes were not made");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }
}
