package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether and when a failed attempt is followed by another.
 *
 * <p>Before attempt {@code n + 1} it waits {@code min(retryDelay * 2^(n-1), 30 s)}, varied by 20 % either way so that jobs
 * that failed together do not come back together (exponential backoff with jitter).
 */
public final class RetryDecision {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;

    private final Duration retryDelay;
    private final DoubleSupplier random;

    /**
     * The decision of an engine.
     *
     * @param retryDelay before the first retry
     * @param random gives numbers from 0 to 1
     */
    public RetryDecision(Duration retryDelay, DoubleSupplier random) {
        this.retryDelay = retryDelay;
        this.random = random;
    }

    /**
     * Decides after a failed attempt.
     *
     * @param attempt which attempt failed, from 1
     * @param maxRetries how many attempts may follow the first
     * @return how long to wait before the next attempt; empty if there is none
     */
    public Optional<Duration> delayAfter(int attempt, int maxRetries) {
        if (attempt > maxRetries) {
            return Optional.empty();
        }
        var factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
        return Optional.of(Duration.ofNanos((long) (backoff(attempt).toNanos() * factor)));
    }

    private Duration backoff(int attempt) {
        var delay = retryDelay;
        for (var doubled = 1; doubled < attempt && delay.compareTo(LONGEST) < 0; doubled++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
