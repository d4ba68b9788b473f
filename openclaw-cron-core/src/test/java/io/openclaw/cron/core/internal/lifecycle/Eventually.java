package io.openclaw.cron.core.internal.lifecycle;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what another thread is about to bring about. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Eventually() {}

    /** Looks every millisecond, so that a test takes no longer than what it tests. */
    public static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .pollInSameThread();
    }

    /** Waits until a thread waits for a lock, a condition or a latch. */
    public static void eventuallyWaits(Thread thread) {
        eventually().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
