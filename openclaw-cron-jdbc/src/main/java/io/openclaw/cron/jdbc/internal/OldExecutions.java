package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.PurgeDao.Surplus;
import io.openclaw.cron.spi.SweepStep;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Removes executions that are too old or too many, and what they leave behind, some in each transaction. */
public final class OldExecutions {
    /** Ids are made by the clocks of nodes, which may be wrong by no more than this. */
    private static final Duration CLOCK_ERROR = Duration.ofDays(1);

    private static final Instant LATEST = Instant.parse("9999-12-01T00:00:00Z");

    private final PurgeDao executions;
    private final JobDao jobs;
    private final OldParameters parameters;

    /** Removes through this handle. */
    public OldExecutions(Handle handle) {
        this.executions = Daos.of(handle, PurgeDao.class);
        this.jobs = Daos.of(handle, JobDao.class);
        this.parameters = new OldParameters(handle);
    }

    /** Removes what ended before an instant. */
    public int remove(Instant olderThan, @Nullable String organizationId, int limit) {
        var removed = removeExecutions(olderThan, organizationId, limit);
        // Not before all of them are gone: looking for those that still need parameters would take long.
        if (removed < limit) {
            parameters.remove(olderThan.minus(CLOCK_ERROR), TimeOrderedId.firstAt(olderThan), organizationId, limit);
        }
        return removed;
    }

    private int removeExecutions(Instant olderThan, @Nullable String organizationId, int limit) {
        if (organizationId == null) {
            return executions.purge(olderThan, limit);
        }
        var createdBefore =
                olderThan.isBefore(LATEST) ? TimeOrderedId.firstAt(olderThan.plus(CLOCK_ERROR)) : TimeOrderedId.LAST;
        return executions.purgeOf(organizationId, createdBefore, olderThan, limit);
    }

    /** Removes what jobs have beyond so many, looking at some jobs in the order of their keys. */
    public SweepStep removeSurplus(int keep, @Nullable String from, int limit) {
        var first = JobPlace.parse(from);
        var found = jobs.keysFrom(first.organizationId(), first.jobId(), limit + 1);
        var more = found.size() > limit;
        var keys = new JobKeys(more ? found.subList(0, limit) : found);
        var surplus = executions.surplus(keys, keep);
        var removed = surplus.isEmpty() ? 0 : remove(new Arrays<>(surplus), limit);
        if (removed >= limit) {
            // There may be more of the same jobs.
            return new SweepStep(removed, JobPlace.write(first));
        }
        parameters.removeOf(keys, limit);
        return new SweepStep(removed, more ? JobPlace.write(found.get(limit)) : null);
    }

    private int remove(Arrays<Surplus> surplus, int limit) {
        return executions.removeSurplus(
                surplus.texts(Surplus::organizationId),
                surplus.ids(Surplus::jobId),
                surplus.ids(Surplus::newest),
                limit);
    }
}
