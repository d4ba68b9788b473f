package io.openclaw.cron.core.internal.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * A zone's clock changes up to the horizon, as an immutable table.
 *
 * <p>Time is cut into spans of one offset each, numbered from 0. A zone with daylight-saving time has about 1,100 of
 * them, 13 KB; a fixed offset has one.
 */
final class ZoneTransitions {
    /** The first second for which nothing is computed any more: 2501-01-01T00:00:00Z. */
    static final long HORIZON = 16_756_761_600L;

    /** A change of so many seconds or more is a change of calendar, not of daylight-saving time. */
    private static final int CALENDAR_CHANGE = 3 * 3_600;

    private final long[] starts;
    private final int[] offsets;

    private ZoneTransitions(long[] starts, int[] offsets) {
        this.starts = starts;
        this.offsets = offsets;
    }

    /**
     * Reads the table from the JDK's rules.
     *
     * @throws java.time.zone.ZoneRulesException if the JDK no longer knows the zone
     */
    static ZoneTransitions of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        var spans = new Spans(rules.getOffset(Instant.MIN));
        var transition = rules.nextTransition(Instant.MIN);
        while (transition != null && transition.toEpochSecond() < HORIZON) {
            spans.add(transition.toEpochSecond(), transition.getOffsetAfter());
            transition = rules.nextTransition(transition.getInstant());
        }
        return spans.table();
    }

    /** The span an instant is in. */
    int spanAt(long epochSecond) {
        int found = Arrays.binarySearch(starts, epochSecond);
        return found >= 0 ? found : -found - 2;
    }

    /** The span's first second; for span 0 the beginning of time. */
    long start(int span) {
        return starts[span];
    }

    /** The first second after the span; for the last one the {@link #HORIZON}. */
    long end(int span) {
        return isLast(span) ? HORIZON : starts[span + 1];
    }

    boolean isLast(int span) {
        return span == starts.length - 1;
    }

    /** What to add to an instant in this span to get the local time, in seconds. */
    int offset(int span) {
        return offsets[span];
    }

    /** How many seconds of local time are skipped when this span begins; 0 if none, or if the calendar changes. */
    int gapBefore(int span) {
        return Math.max(0, daylightChangeBefore(span));
    }

    /** How many seconds of local time this span begins by repeating; 0 if none, or if the calendar changes. */
    int overlapWithPrevious(int span) {
        return Math.max(0, -daylightChangeBefore(span));
    }

    private int daylightChangeBefore(int span) {
        if (span == 0) {
            return 0;
        }
        int change = offsets[span] - offsets[span - 1];
        return Math.abs(change) < CALENDAR_CHANGE ? change : 0;
    }

    /** Collects spans. */
    private static final class Spans {
        private long[] starts = new long[8];
        private int[] offsets = new int[8];
        private int count = 1;

        Spans(ZoneOffset first) {
            starts[0] = Long.MIN_VALUE;
            offsets[0] = first.getTotalSeconds();
        }

        void add(long start, ZoneOffset offset) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            starts[count] = start;
            offsets[count] = offset.getTotalSeconds();
            count++;
        }

        ZoneTransitions table() {
            return new ZoneTransitions(Arrays.copyOf(starts, count), Arrays.copyOf(offsets, count));
        }
    }
}
