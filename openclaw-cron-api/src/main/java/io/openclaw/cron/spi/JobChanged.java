package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import java.util.List;

/**
 * What a change of a job did.
 *
 * @param job the job as it is now
 * @param cancelled executions that ended as cancelled, each with its last node
 * @param deleted reservations that were not due yet and are gone
 */
public record JobChanged(CronJob job, List<CronExecution> cancelled, List<OwnedExecution> deleted) {

    /** Copies the lists. */
    public JobChanged {
        cancelled = List.copyOf(cancelled);
        deleted = List.copyOf(deleted);
    }
}
