package io.openclaw.cron.core.store;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids as the engine makes them: UUIDs of version 7, here with a counter instead of randomness. */
final class Ids {
    private static final AtomicLong COUNTER = new AtomicLong();

    private Ids() {}

    /** The next id of something that is created at an instant: higher than all before it at that millisecond. */
    static UUID at(Instant createdAt) {
        var high = createdAt.toEpochMilli() << 16 | 0x7000;
        return new UUID(high, 0x8000_0000_0000_0000L + COUNTER.incrementAndGet());
    }

    /** The next id of something that is created at noon. */
    static UUID next() {
        return at(StoreTestCase.NOON);
    }
}
