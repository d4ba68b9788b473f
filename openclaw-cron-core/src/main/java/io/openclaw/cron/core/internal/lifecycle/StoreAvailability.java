package io.openclaw.cron.core.internal.lifecycle;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store answers, as claims, beats and the recorder find it. Logs each change of state once, however many calls
 * fail in between. Thread-safe.
 */
public final class StoreAvailability {
    private static final Logger log = LoggerFactory.getLogger(StoreAvailability.class);

    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    /** A call has succeeded. */
    public void succeeded() {
        if (problem.get() != null && problem.getAndSet(null) != null) {
            log.info("The store answers again");
        }
    }

    /** A call has failed. */
    public void failed(Exception failure) {
        if (problem.getAndSet(String.valueOf(failure.getMessage())) == null) {
            log.error("The store does not answer; outcomes wait and nothing new is claimed until it does", failure);
        }
    }

    /** What is wrong, or null if the store answers. */
    public @Nullable String problem() {
        return problem.get();
    }
}
