package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.spi.CronStore;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes executions that ended longer ago than they are to be kept. The engine makes a pass every now and then. */
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** A pass ends after so many batches, so that the first one over an old database does not keep other work waiting. */
    static final int BATCHES_PER_PASS = 100;

    private final Purge purge;
    private final EngineClock clock;
    private final Duration retention;

    /**
     * Keeps executions for a time.
     *
     * @param retention how long after their end; zero for ever
     */
    public Retention(CronStore store, EngineClock clock, Duration retention) {
        this.purge = new Purge(store);
        this.clock = clock;
        this.retention = retention;
    }

    /**
     * Makes one pass.
     *
     * @return how many executions were removed; more may be left. Empty if all are kept, so that the store was not called
     */
    public OptionalLong removeOld() {
        if (retention.isZero()) {
            return OptionalLong.empty();
        }
        var olderThan = clock.now().minus(retention);
        var removed = purge.removeUpTo(BATCHES_PER_PASS, olderThan, null);
        if (removed > 0) {
            log.info("Removed {} executions that ended before {}", removed, olderThan);
        }
        return OptionalLong.of(removed);
    }
}
