package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.util.ArrayDeque;

/** How many skills may run at once, and how fast they have been ending lately. Not thread-safe. */
final class Permits {
    private static final long LATELY_MILLIS = 250;

    /** What has ended within less time is taken to have taken so long. */
    private static final long LEAST_MILLIS = 50;

    /** How often each permit has been freed before skills count as short. */
    private static final int TURNS = 2;

    private final EngineTime time;
    private final int limit;
    /** When skills ended lately, oldest first, with at most one entry for a millisecond. */
    private final ArrayDeque<Ended> ended = new ArrayDeque<>();

    private int taken;
    private int endedLately;

    Permits(int limit, EngineTime time) {
        this.limit = limit;
        this.time = time;
    }

    boolean tryTake() {
        if (taken >= limit) {
            return false;
        }
        taken++;
        return true;
    }

    void giveBack() {
        taken--;
        endedLately++;
        var millis = nowMillis();
        var last = ended.peekLast();
        if (last != null && last.millis == millis) {
            last.count++;
        } else {
            ended.add(new Ended(millis));
        }
    }

    int free() {
        return limit - taken;
    }

    /**
     * How many skills may end within the next 250 ms: as many as within the last, and where all permits have been freed again and again
     * since a shorter time, as many as will be if they go on like that.
     */
    int endingSoon() {
        var count = endedLately();
        var first = ended.peek();
        if (first == null || count < TURNS * limit) {
            return count;
        }
        var since = Math.max(LEAST_MILLIS, Math.min(LATELY_MILLIS, nowMillis() - first.millis));
        return (int) Math.min(Integer.MAX_VALUE, count * LATELY_MILLIS / since);
    }

    /** How many skills ended within the last 250 ms. */
    int endedLately() {
        var oldest = nowMillis() - LATELY_MILLIS;
        for (var first = ended.peek(); first != null && first.millis < oldest; first = ended.peek()) {
            endedLately -= ended.remove().count;
        }
        return endedLately;
    }

    private long nowMillis() {
        return time.nanoTime() / 1_000_000;
    }

    private static final class Ended {
        private final long millis;
        private int count = 1;

        Ended(long millis) {
            this.millis = millis;
        }
    }
}
