package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Where skills run: the pool of the library, or an executor of the host's, of which no more is known. */
@FunctionalInterface
public interface Workers extends Executor {

    /**
     * Waits until every task has a thread, but no longer than a limit.
     *
     * <p>At an instant on which a thousand jobs fire, each microsecond that claims and records take from the starts makes the
     * later ones late; and both cost less the more there is to do in one go.
     */
    default void awaitTaken(Duration limit) {}
}
