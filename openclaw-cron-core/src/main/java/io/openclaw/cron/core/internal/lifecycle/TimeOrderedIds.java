package io.openclaw.cron.core.internal.lifecycle;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
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

    /** Random bytes are drawn for so many ids at once: for each alone it takes as long, and leaves more behind, than all the rest. */
    private static final int DRAWN_IDS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[DRAWN_IDS * Long.BYTES];
    /** What of it no id has yet; guarded by this. */
    private final LongBuffer unused = ByteBuffer.wrap(drawn).asLongBuffer().limit(0);
    /** Milliseconds and counter of the latest id in one number; guarded by this. */
    private long latest;

    /** The next id, for something that happens at {@code now}. */
    public synchronized UUID next(Instant now) {
        latest = Math.max(latest + 1, now.toEpochMilli() << COUNTER_BITS);
        var high = (latest >>> COUNTER_BITS << 16) | 0x7000L | (latest & 0xFFFL);
        var low = (nextRandom() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private long nextRandom() {
        if (!unused.hasRemaining()) {
            random.nextBytes(drawn);
            unused.clear();
        }
        return unused.get();
    }
}
