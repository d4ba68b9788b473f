package io.openclaw.cron.spi.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** The order of ids, UUIDs of version 7: that of their creation, in whole milliseconds, as databases order them too. */
public final class TimeOrderedId {
    /** By the bits: {@link UUID#compareTo} takes the halves as signed numbers. */
    public static final Comparator<UUID> ORDER = (one, other) -> compare(
            one.getMostSignificantBits(),
            one.getLeastSignificantBits(),
            other.getMostSignificantBits(),
            other.getLeastSignificantBits());

    /** The lowest of all. */
    public static final UUID FIRST = new UUID(0, 0);

    /** The highest of all. */
    public static final UUID LAST = new UUID(-1, -1);

    private static final int MILLIS_SHIFT = 16;
    private static final long LAST_MILLI = (1L << 48) - 1;
    private static final long MILLIS_A_SECOND = 1_000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private TimeOrderedId() {}

    /**
     * Compares two ids in {@link #ORDER}.
     *
     * @param high the first 64 bits of one id
     * @param low the last 64 bits of it
     * @param otherHigh the first 64 bits of the other one
     * @param otherLow the last 64 bits of it
     */
    public static int compare(long high, long low, long otherHigh, long otherLow) {
        var byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    /** The lowest id that could be given at an instant: what was created then or later has this id or a higher one. */
    public static UUID firstAt(Instant instant) {
        var seconds = Math.max(0, Math.min(instant.getEpochSecond(), LAST_MILLI / MILLIS_A_SECOND));
        var millis = seconds * MILLIS_A_SECOND + (instant.getNano() + NANOS_A_MILLI - 1) / NANOS_A_MILLI;
        return new UUID(Math.min(millis, LAST_MILLI) << MILLIS_SHIFT, 0);
    }
}
