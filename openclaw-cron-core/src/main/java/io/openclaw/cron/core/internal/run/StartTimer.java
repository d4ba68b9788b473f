package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Has what is due started when the instant of the next reservation comes: by a worker that has waited for it, so that the first start
 * needs no other thread, or by the timer. Thread-safe.
 */
final class StartTimer {
    /** How much later the timer looks where a worker waits: that may have been called away, or its processor be busy. */
    private static final Duration AFTER_WORKER = Duration.ofMillis(1);

    private static final Duration SOONEST = Duration.ofNanos(1);

    private final EngineClock clock;
    private final EngineTime time;
    private final HeldView held;
    private final Workers workers;
    private final StartDue startDue;

    /** Guarded by this. */
    private EngineTime.Timer timer = EngineTime.Timer.NONE;
    /** What the timer is set for; guarded by this. */
    private @Nullable Instant timerFor;

    /**
     * A timer that is not set.
     *
     * @param startDue starts what is due, and sets this timer anew
     */
    StartTimer(EngineClock clock, EngineTime time, HeldView held, Workers workers, StartDue startDue) {
        this.clock = clock;
        this.time = time;
        this.held = held;
        this.workers = workers;
        this.startDue = startDue;
    }

    /** Starts what is due. */
    @FunctionalInterface
    interface StartDue {
        /** Called by a worker, which will take a task after this, or by the timer. */
        void start(boolean byWorker);
    }

    /** Sets the timer for the reservation that comes first now. */
    synchronized void set() {
        // Read under this lock: a thread that comes second must not set the timer by what it saw first.
        var first = held.nextReserved();
        if (!Objects.equals(first, timerFor)) {
            timer.cancel();
            timerFor = first;
            timer = first == null ? EngineTime.Timer.NONE : scheduleAt(first);
        }
    }

    private EngineTime.Timer scheduleAt(Instant first) {
        var delay = atLeastSoonest(Duration.between(clock.now(), first));
        var byWorker = time.isSystemTime() && workers.runAt(time.nanoTime() + delay.toNanos(), () -> fired(true));
        return time.schedule(byWorker ? delay.plus(AFTER_WORKER) : delay, () -> fired(false));
    }

    /** A timer without a delay runs at once on a clock that is moved by hand: in the middle of what sets it. */
    private static Duration atLeastSoonest(Duration delay) {
        return delay.compareTo(SOONEST) < 0 ? SOONEST : delay;
    }

    private void fired(boolean byWorker) {
        synchronized (this) {
            // It is used up, whatever comes of it: the wall clock may have been set back meanwhile.
            timerFor = null;
        }
        startDue.start(byWorker);
    }
}
