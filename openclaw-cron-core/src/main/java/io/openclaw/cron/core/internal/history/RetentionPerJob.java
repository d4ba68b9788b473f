package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.spi.CronStore;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the oldest executions of jobs that have more of them than are to be kept.
 *
 * <p>It looks at all jobs in turn, for to know where there are too many the store would have to count with every outcome. With
 * very many jobs that takes several passes, in which a job can gather some more than it should.
 */
public final class RetentionPerJob {
    private static final Logger log = LoggerFactory.getLogger(RetentionPerJob.class);

    static final int BATCH = 1_000;
    static final int STEPS_PER_PASS = 20;

    private final CronStore store;
    private final int keep;
    private final Sweep sweep = new Sweep(STEPS_PER_PASS);

    /**
     * Keeps some executions of each job.
     *
     * @param keep how many; zero for all
     */
    public RetentionPerJob(CronStore store, int keep) {
        this.store = store;
        this.keep = keep;
    }

    /**
     * Makes one pass.
     *
     * @return how many executions were removed; empty if all are kept, so that the store was not called
     */
    public OptionalLong removeSurplus() {
        if (keep == 0) {
            return OptionalLong.empty();
        }
        var removed = sweep.pass(place -> store.removeSurplus(keep, place, BATCH));
        if (removed > 0) {
            log.info("Removed {} executions of jobs that had more than {}", removed, keep);
        }
        return OptionalLong.of(removed);
    }
}
