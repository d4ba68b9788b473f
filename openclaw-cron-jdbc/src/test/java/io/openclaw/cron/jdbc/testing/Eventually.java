package io.openclaw.cron.jdbc.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what is about to come about; on a busy machine that takes its time. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Eventually() {}

    /** Looks ten times a second, for a minute at the most. */
    public static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT);
    }
}
