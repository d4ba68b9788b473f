package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import java.util.List;

/**
 * What the insertion of an execution did.
 *
 * @param execution as it is stored; without a node if it was meant for one and has to wait for its turn
 * @param deleted reservations that were not due yet and are gone
 */
public record Insertion(CronExecution execution, List<OwnedExecution> deleted) {

    /** Copies the list. */
    public Insertion {
        deleted = List.copyOf(deleted);
    }
}
