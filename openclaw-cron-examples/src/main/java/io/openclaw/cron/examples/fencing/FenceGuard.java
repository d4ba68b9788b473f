package io.openclaw.cron.examples.fencing;

import io.openclaw.cron.spi.SkillContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Keeps what a skill writes to PostgreSQL from being written over by an older claim of the same work.
 *
 * <p>A process can be frozen in the middle of a skill. When it thaws, another node may have taken the execution over, and until
 * the old thread has heard of its interruption it goes on writing. Nothing on its side can prevent that, but the database can:
 * it remembers the newest claim that it has seen for each key, and has the older one stand back.
 *
 * <p>A skill calls {@link #admit} in the transaction in which it writes, first of all, and does not write if the answer is no:
 *
 * <pre>{@code
 * if (!guard.admit(connection, "report", FenceGuard.Claim.of(context))) {
 *     connection.rollback();
 *     throw SkillException.permanent("taken_over", "Another node has taken this execution over");
 * }
 * // ... statements of the skill's own ...
 * connection.commit();
 * }</pre>
 *
 * <p>The key names what is guarded. For what belongs to a job, whose executions come one after another, it is the job or
 * something of its own: an older execution of the job is refused like an older claim of the same one. For a job that allows
 * overlap it has to be the execution, because two executions may well write at once. Immutable and thread-safe.
 */
public final class FenceGuard {
    private final String table;

    /**
     * A guard that remembers in a table.
     *
     * @param table its name, with its schema if need be; the caller's own text, never a user's
     */
    public FenceGuard(String table) {
        this.table = table;
    }

    /**
     * Who wants to write.
     *
     * @param executionId the execution; those of one job are in the order of creation
     * @param fence how often it was claimed
     */
    public record Claim(UUID executionId, long fence) {
        /** The claim by which a skill runs. */
        public static Claim of(SkillContext context) {
            return new Claim(context.executionId(), context.fence());
        }
    }

    /** Makes the table if it is not there. */
    public void createTable(Connection connection) throws SQLException {
        try (var create = connection.createStatement()) {
            create.execute("CREATE TABLE IF NOT EXISTS " + table
                    + " (guarded text PRIMARY KEY, execution_id uuid NOT NULL, fence bigint NOT NULL)");
        }
    }

    /**
     * Asks whether a claim may write, and has older ones refused from now on.
     *
     * <p>Until the transaction ends, whoever asks for the same key waits. So keep it short, and set PostgreSQL's {@code
     * idle_in_transaction_session_timeout}: a frozen process may hold the key in its hands.
     *
     * @param connection of the skill's own transaction
     * @param key what is to be written
     * @param claim who wants to write
     * @return whether it may; if not, a newer claim has been seen, and the transaction should be rolled back
     */
    public boolean admit(Connection connection, String key, Claim claim) throws SQLException {
        // One statement: between a look and a write there would be room for somebody else. Rows are compared column by
        // column.
        var sql = "INSERT INTO " + table + " AS seen (guarded, execution_id, fence) VALUES (?, ?, ?)"
                + " ON CONFLICT (guarded) DO UPDATE SET execution_id = EXCLUDED.execution_id, fence = EXCLUDED.fence"
                + " WHERE (seen.execution_id, seen.fence) <= (EXCLUDED.execution_id, EXCLUDED.fence)";
        try (var admit = connection.prepareStatement(sql)) {
            admit.setString(1, key);
            admit.setObject(2, claim.executionId());
            admit.setLong(3, claim.fence());
            return admit.executeUpdate() == 1;
        }
    }
}
