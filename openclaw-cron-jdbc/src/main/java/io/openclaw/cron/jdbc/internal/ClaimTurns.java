package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * What nodes do otherwise while there is more due than they have room for. One after the other claims: claims at the same time would
 * pass over what each other has locked, and over what is gone but still to be seen by one of them, work that four nodes do three
 * times. And not every claim looks for what is due of jobs that have live executions, beyond all that it has room for: that takes a
 * look at all that is live.
 *
 * <p>Nothing depends on the turns. Whoever waits in vain, because the one before is frozen, claims beside it, and does not wait for the
 * next seconds. Thread-safe.
 */
public final class ClaimTurns {
    private static final String LOCK_TIMEOUT = "55P03";
    private static final Duration NOT_AGAIN_FOR = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    // Materialized, so that the limit from before is read before it is changed; it is put back when the wait is over.
    private static final String WAIT = """
            WITH outer_limit AS MATERIALIZED (SELECT current_setting('lock_timeout') AS before_)
            SELECT set_config('lock_timeout', :limit, true),
              CAST(pg_advisory_xact_lock(hashtextextended(concat(<schemaText>, ' claims'), 2)) AS text),
              set_config('lock_timeout', before_, true)
            FROM outer_limit
            """;

    private final Dialect dialect;
    private final Duration limit;
    private volatile boolean behind;
    private volatile @Nullable Instant notBefore;
    private volatile @Nullable Instant nextLook;

    /**
     * Turns.
     *
     * @param dialect of the database; where writers take turns anyway there is nothing to do
     * @param limit how long to wait at most
     */
    public ClaimTurns(Dialect dialect, Duration limit) {
        this.dialect = dialect;
        this.limit = limit;
    }

    /** Waits in a new transaction until it is its turn, which lasts until it ends; not for long, and only where it is worth the while. */
    public void await(Handle handle, ClaimRequest request) {
        if (!dialect.shared() || !behind || isBefore(request.now())) {
            return;
        }
        handle.savepoint("turn");
        try {
            handle.createQuery(WAIT)
                    .bind("limit", limit.toMillis() + "ms")
                    .mapTo(String.class)
                    .one();
        } catch (JdbiException failure) {
            if (!LOCK_TIMEOUT.equals(DatabaseError.stateOf(failure))) {
                throw failure;
            }
            handle.rollbackToSavepoint("turn");
            notBefore = request.now().plus(NOT_AGAIN_FOR);
        }
    }

    private boolean isBefore(Instant now) {
        var until = notBefore;
        return until != null && now.isBefore(until);
    }

    /**
     * When a claim shall look, without room, for what is due of jobs that have live executions.
     *
     * @return null if this claim shall; else when the next one has to at the latest
     */
    public @Nullable Instant laterLook(ClaimRequest request) {
        if (!dialect.shared() || !behind || request.roomNow() == 0) {
            return null;
        }
        var later = nextLook;
        var latest = request.now().plus(BETWEEN_LOOKS);
        if (later != null && request.now().isBefore(later) && !later.isAfter(latest)) {
            return later;
        }
        nextLook = latest;
        return null;
    }

    /** Takes note of whether a claim has used up its room, so that there is likely more. */
    public void claimed(ClaimRequest request, ClaimResult result) {
        if (request.roomNow() > 0) {
            behind = result.claimed().stream()
                            .filter(claimed ->
                                    !claimed.execution().availableAt().isAfter(request.now()))
                            .limit(request.roomNow())
                            .count()
                    == request.roomNow();
        }
    }
}
