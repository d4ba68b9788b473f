package io.openclaw.cron.core.internal.lifecycle;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562): 48 bits of Unix milliseconds, then a counter, then randomness. Ids of one instance
 * are strictly ascending, even if time stands still or goes back.
 *
 * <p>Thread-safe.
 */
public final class TimeOrderedIds {
    private static final int COUNTER_BITS = 12;

    private final SecureRandom random = new SecureRandom();
    /** Milliseconds and counter of the latest id in one number; guarded by this. */
    private long latest;

    /** The next id, for something that happens at {@code now}. */
    public UUID next(Instant now) {
        var stamp = advance(now.toEpochMilli() << COUNTER_BITS);
        var high = (stamp >>> COUNTER_BITS << 16) | 0x7000L | (stamp & 0xFFFL);
        var low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private synchronized long advance(long stamp) {
        latest = Math.max(latest + 1, stamp);
        return latest;
    }
}
