package io.openclaw.cron.core.internal.lifecycle;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store answers, as each part of the engine finds it: a store may take beats and refuse outcomes. Logs once when
 * the first part fails and once when all have succeeded again, however many calls fail in between. Thread-safe.
 */
public final class StoreAvailability {
    private static final Logger log = LoggerFactory.getLogger(StoreAvailability.class);

    /** What fails now, and why; guarded by this. */
    private final Map<Part, String> problems = new EnumMap<>(Part.class);

    /** Who calls the store. */
    public enum Part {
        /** Claims, and what they give back. */
        CLAIMS,
        /** The heartbeat. */
        HEARTBEAT,
        /** The recorder. */
        RECORDER,
        /** Dead nodes and retention. */
        HOUSEKEEPING,
        /** What other nodes tell. */
        SIGNALS
    }

    /** A call has succeeded. */
    public synchronized void succeeded(Part part) {
        if (problems.remove(part) != null && problems.isEmpty()) {
            log.info("The store answers again");
        }
    }

    /** A call has failed. */
    public synchronized void failed(Part part, Exception failure) {
        if (problems.isEmpty()) {
            log.error("The store does not answer; outcomes wait and nothing new is claimed until it does", failure);
        }
        problems.put(part, String.valueOf(failure.getMessage()));
    }

    /** What is wrong, or null if the store answers. */
    public synchronized @Nullable String problem() {
        return problems.isEmpty() ? null : problems.values().iterator().next();
    }
}
