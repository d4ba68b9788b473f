package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * The sessions of nodes, and the locks of their names, on PostgreSQL. A node's session holds the lock of its name for as long as it lives, so that whoever
 * gets the lock knows that no such session is there any more.
 */
public interface NodeNameDao {
    /** Makes all wait who would register the name, until the transaction ends. */
    @SqlQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(:name), 1)) locked")
    int lockRegistration(String name);

    /**
     * Takes the lock of a name for this session, if it is free.
     *
     * <p>A session that holds one already would get it once more, and that proves nothing: a pooler may lend one session to several
     * processes in turn. Such a session is left without. Locks of two keys, as the one above, are not meant.
     *
     * @return when the server started: whoever has been heard of since then had the lock; empty if it is not free
     */
    @SqlQuery("""
            SELECT s.started FROM (
              SELECT CASE
                WHEN EXISTS (SELECT 1 FROM pg_locks l
                    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.pid = pg_backend_pid()) THEN NULL
                WHEN pg_try_advisory_lock(hashtextextended(:name, 0)) THEN pg_postmaster_start_time()
              END AS started) s
            WHERE s.started IS NOT NULL
            """)
    Optional<Instant> take(String name);
}
