package io.openclaw.cron.core;

import io.openclaw.cron.CronSchedulerStatistics;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.error.CronException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of a node, read afresh at most every five seconds, since one scrape reads them a dozen times. Thread-safe. */
final class CachedStatistics {
    private static final Logger log = LoggerFactory.getLogger(CachedStatistics.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final OpenClawCron cron;
    /** Guarded by this. */
    private @Nullable CronSchedulerStatistics latest;
    /** Guarded by this. */
    private long readNanos;

    CachedStatistics(OpenClawCron cron) {
        this.cron = cron;
    }

    synchronized CronSchedulerStatistics get() {
        var now = System.nanoTime();
        if (latest == null || now - readNanos > FRESH_NANOS) {
            latest = read();
            readNanos = now;
        }
        return latest;
    }

    private synchronized CronSchedulerStatistics read() {
        try {
            return cron.scheduler().getStatistics();
        } catch (CronException failure) {
            log.debug("The figures cannot be read now", failure);
            return latest != null
                    ? latest
                    : new CronSchedulerStatistics(cron.health().node(), 0, 0, 0, 0, 0, 0, OutcomeCounts.NONE, 0, 0);
        }
    }
}
