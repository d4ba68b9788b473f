package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.ClaimResult;
import org.jdbi.v3.core.Handle;

/**
 * Has the statements of large claims planned for what is in the tables just now, and along indexes.
 *
 * <p>A session keeps plans that it made while tables were empty or small, and that read all of a table for each job. PostgreSQL drops them
 * when it has analysed the table, up to a minute later; until then a backlog would be claimed a hundred times as slowly. Beside what a
 * large claim does, planning costs little; beside a small one it would not.
 *
 * <p>But planned for a thousand jobs at hand, looking them up seems to take longer than reading some hundred thousand: PostgreSQL takes
 * each for a page from a disk. They are pages in memory. Thread-safe.
 */
public final class ClaimPlans {
    /** From so many jobs on. */
    static final int MANY = 100;

    private volatile boolean large;

    /** In a claim's transaction, before anything else: after a large claim comes another one. */
    public void prepare(Handle handle) {
        if (large) {
            planEachTime(handle);
        }
    }

    /** In the midst of a claim that looks at many jobs. */
    static void planEachTime(Handle handle) {
        Daos.of(handle, PlanDao.class).planEachTimeAlongIndexes();
    }

    /** Takes note of how large a claim was. */
    public void claimed(ClaimResult result) {
        large = result.claimed().size() >= MANY;
    }
}
