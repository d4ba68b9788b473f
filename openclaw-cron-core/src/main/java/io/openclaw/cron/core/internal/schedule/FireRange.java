package io.openclaw.cron.core.internal.schedule;

import java.time.Instant;

/**
 * Fire times taken together.
 *
 * @param count how many there are, at least 1; exact
 * @param first the oldest
 * @param last the newest; the same as the first if there is one only
 */
public record FireRange(long count, Instant first, Instant last) {}
