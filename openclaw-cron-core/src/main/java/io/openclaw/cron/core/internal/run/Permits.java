package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.time.Duration;
import java.util.ArrayDeque;

/** How many skills may run at once, and how fast they have been ending lately. Not thread-safe. */
final class Permits {
    private static final long LATELY_NANOS = Duration.ofMillis(250).toNanos();

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
        var millis = time.nanoTime() / 1_000_000;
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

    /** How many skills ended within the last 250 ms: about as many will end within the next. */
    int endedLately() {
        var oldest = (time.nanoTime() - LATELY_NANOS) / 1_000_000;
        for (var first = ended.peek(); first != null && first.millis < oldest; first = ended.peek()) {
            endedLately -= ended.remove().count;
        }
        return endedLately;
    }

    private static final class Ended {
        private final long millis;
        private int count = 1;

        Ended(long millis) {
            this.millis = millis;
        }
    }
}
