package io.openclaw.cron.spi.rules;

/**
 * A sum of what skills and clocks have reported, which may be absurd: beyond what a {@code long} holds it stays at the most that one
 * does. An outcome is recorded all the same.
 */
public final class CappedSum {
    private CappedSum() {}

    /**
     * Adds two numbers.
     *
     * @param sum what has been added up so far
     * @param more what comes to it; may be negative if the sum is not
     */
    public static long of(long sum, long more) {
        return Math.min(sum, Long.MAX_VALUE - Math.max(more, 0)) + more;
    }
}
