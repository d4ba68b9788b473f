package io.openclaw.cron.core.internal.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * When an expression fires in a zone. The answers depend on expression, zone and arguments alone.
 *
 * <p>Two kinds of schedule meet a clock change of less than three hours differently:
 *
 * <ul>
 *   <li>interval-style (minute or hour field begins with {@code *}): follows the wall clock, so it runs in both passes of a
 *       repeated hour and has nothing to run in a skipped one;
 *   <li>fixed-time (all others): runs once for each local time it names, at the moment of the change for all that were
 *       skipped together, and in the first pass only for those repeated.
 * </ul>
 *
 * <p>A larger change is one of calendar, and all schedules follow the wall clock. Nothing is computed beyond the
 * {@linkplain #HORIZON horizon}.
 *
 * <p>Immutable and small; the compiled expression and the table of the zone are shared.
 */
public final class FireTimes {
    /** No fire time is at or after this instant, 2501-01-01T00:00:00Z. */
    public static final Instant HORIZON = Instant.ofEpochSecond(ZoneTransitions.HORIZON);

    /** What the methods in epoch seconds answer if there is no fire time. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Arguments before it count as it: further back, adding an offset would overflow. */
    private static final long BEGINNING = Instant.MIN.getEpochSecond();

    private final LocalTimes times;
    private final ZoneTransitions zone;

    FireTimes(LocalTimes times, ZoneTransitions zone) {
        this.times = times;
        this.zone = zone;
    }

    /** Whether there is any date at all on which the expression fires. */
    public boolean canFire() {
        return times.any();
    }

    /**
     * The first fire time strictly after an instant.
     *
     * @param after where to start; a fraction of a second counts
     * @return the fire time, at a whole second; empty if there is none before the horizon
     */
    public Optional<Instant> next(Instant after) {
        return instant(nextEpochSecond(after.getEpochSecond()));
    }

    /**
     * The first fire times strictly after an instant.
     *
     * @param after where to start
     * @param max how many at most
     * @return the fire times in order
     */
    public List<Instant> next(Instant after, int max) {
        var found = new ArrayList<Instant>();
        long fire = after.getEpochSecond();
        while (found.size() < max) {
            fire = nextEpochSecond(fire);
            if (fire == NEVER) {
                break;
            }
            found.add(Instant.ofEpochSecond(fire));
        }
        return found;
    }

    /**
     * {@link #next(Instant)} in whole seconds; allocates nothing. A fraction may be cut off: fire times are whole
     * seconds, so the first one after 12:00:00.9 is the first one after 12:00:00.
     *
     * @param after where to start, in seconds since 1970-01-01T00:00:00Z
     * @return the fire time in the same count, or {@link #NEVER}
     */
    public long nextEpochSecond(long after) {
        if (!times.any() || after >= ZoneTransitions.HORIZON) {
            return NEVER;
        }
        // Begins in the span of `after` itself, not of the second behind it: a gap may lie between the two.
        long start = Math.max(after, BEGINNING);
        int span = zone.spanAt(start);
        long from = localFrom(span, start + 1);
        long match = times.firstFrom(from);
        while (true) {
            long fire = match - zone.offset(span);
            long change = zone.end(span);
            if (fire < change) {
                return fire;
            }
            if (zone.isLast(span)) {
                return NEVER;
            }
            span++;
            if (fire < change + gapBefore(span)) {
                return change;
            }
            long searchedFrom = from;
            from = localFrom(span, change);
            if (from < searchedFrom || match < from) {
                match = times.firstFrom(from);
            }
        }
    }

    /**
     * All that fires in a range, as one.
     *
     * @param after where the range begins; not part of it
     * @param until where it ends; part of it
     * @return how many fire times there are, the first and the last; empty if there are none
     */
    public Optional<FireRange> between(Instant after, Instant until) {
        long afterSecond = after.getEpochSecond();
        long untilSecond = until.getEpochSecond();
        long first = nextEpochSecond(afterSecond);
        if (first > untilSecond || first == NEVER) {
            return Optional.empty();
        }
        return Optional.of(new FireRange(
                count(afterSecond, untilSecond),
                Instant.ofEpochSecond(first),
                Instant.ofEpochSecond(latestEpochSecond(afterSecond, untilSecond))));
    }

    /**
     * The newest fire times in a range.
     *
     * @param after where the range begins; not part of it
     * @param until where it ends; part of it
     * @param max how many at most
     * @return the fire times in order, oldest first
     */
    public List<Instant> latest(Instant after, Instant until, int max) {
        var found = new ArrayList<Instant>();
        long end = until.getEpochSecond();
        while (found.size() < max) {
            long fire = latestEpochSecond(after.getEpochSecond(), end);
            if (fire == NEVER) {
                break;
            }
            found.add(Instant.ofEpochSecond(fire));
            end = fire - 1;
        }
        Collections.reverse(found);
        return found;
    }

    /**
     * The newest fire time in a range, in whole seconds; allocates nothing.
     *
     * @param after where the range begins, in seconds since 1970-01-01T00:00:00Z; not part of it
     * @param until where it ends; part of it
     * @return the fire time in the same count, or {@link #NEVER}
     */
    public long latestEpochSecond(long after, long until) {
        long last = Math.min(until, ZoneTransitions.HORIZON - 1);
        if (!times.any() || last <= after || last <= BEGINNING) {
            return NEVER;
        }
        int span = zone.spanAt(last);
        long upTo = last + zone.offset(span);
        long match = times.lastUpTo(upTo);
        while (true) {
            long fire = match - zone.offset(span);
            long change = zone.start(span);
            if (fire >= change + overlapBefore(span)) {
                return fire > after ? fire : NEVER;
            }
            if (change <= after) {
                return NEVER;
            }
            if (fire < change && fire >= change - gapBefore(span)) {
                return change;
            }
            span--;
            long searchedUpTo = upTo;
            upTo = change - 1 + zone.offset(span);
            if (upTo > searchedUpTo || match > upTo) {
                match = times.lastUpTo(upTo);
            }
        }
    }

    /** Counts without walking from fire to fire: an every-second job that was down for a week has 604,800 of them. */
    private long count(long after, long until) {
        long end = Math.min(until + 1, ZoneTransitions.HORIZON);
        long count = 0;
        int span = zone.spanAt(after + 1);
        for (long from = after + 1; from < end; span++) {
            if (from == zone.start(span) && onlySkippedTimesFireAt(span)) {
                count++;
            }
            long spanEnd = Math.min(end, zone.end(span));
            count += times.count(localFrom(span, from), spanEnd + zone.offset(span));
            from = spanEnd;
        }
        return count;
    }

    private boolean onlySkippedTimesFireAt(int span) {
        long local = zone.start(span) + zone.offset(span);
        return times.count(local - gapBefore(span), local) > 0 && times.count(local, local + 1) == 0;
    }

    /** The local time of an instant in a span, or the first one after it that is not suppressed as a repetition. */
    private long localFrom(int span, long epochSecond) {
        int overlap = overlapBefore(span);
        long unsuppressed = overlap == 0 ? epochSecond : Math.max(epochSecond, zone.start(span) + overlap);
        return unsuppressed + zone.offset(span);
    }

    /** How many seconds skipped before this span have to be made up for. */
    private int gapBefore(int span) {
        return times.intervalStyle() ? 0 : zone.gapBefore(span);
    }

    /** How many seconds of this span are a repetition in which nothing runs. */
    private int overlapBefore(int span) {
        return times.intervalStyle() ? 0 : zone.overlapWithPrevious(span);
    }

    private static Optional<Instant> instant(long epochSecond) {
        return epochSecond == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(epochSecond));
    }
}
