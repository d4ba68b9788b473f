package io.openclaw.cron.spi;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which statistics to read.
 *
 * @param organizationId whose
 * @param jobId of which job, or null for the whole organization
 * @param from from which hour on; cut to the whole hour
 * @param until until when, exclusive
 * @param step how finely
 */
public record RollupQuery(String organizationId, @Nullable UUID jobId, Instant from, Instant until, Step step) {

    /** How finely statistics are read. */
    public enum Step {
        /** By UTC hour. */
        HOUR,
        /** By UTC day. */
        DAY,
        /** All in one, which begins at {@code from}. */
        TOTAL
    }
}
