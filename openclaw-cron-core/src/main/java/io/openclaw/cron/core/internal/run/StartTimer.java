package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has what is due started when the instant of the next reservation comes: by a worker that has waited for it, so that the first start
 * needs no other thread, or by the timer. Thread-safe.
 */
final class StartTimer {
    /** How much later the timer looks where a worker waits: that may have been called away, or its processor be busy. */
    private static final Duration AFTER_WORKER = Duration.ofMillis(1);

    /** How long before an instant a worker looks at what its starts will need: that takes half a millisecond for a thousand. */
    private static final long RECALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** How long before an instant a worker is awake and waits for it: to be woken may take as long. */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

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
    /** Means nothing; what is kept must be computed. */
    @SuppressWarnings("unused")
    private volatile int recalled;

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
        var due = time.nanoTime() + delay.toNanos();
        var byWorker = time.isSystemTime() && workers.runAt(due - RECALL_NANOS, () -> recall(first, due));
        return time.schedule(byWorker ? delay.plus(AFTER_WORKER) : delay, () -> fired(false));
    }

    /** A timer without a delay runs at once on a clock that is moved by hand: in the middle of what sets it. */
    private static Duration atLeastSoonest(Duration delay) {
        return delay.compareTo(SOONEST) < 0 ? SOONEST : delay;
    }

    private void recall(Instant first, long due) {
        var awakeAt = due - AWAKE_NANOS;
        var sum = 0;
        for (var next = held.next().iterator(); next.hasNext() && time.nanoTime() - awakeAt < 0; ) {
            sum += next.next().run.recall();
        }
        recalled = sum;
        synchronized (this) {
            // Otherwise a worker waits for what has come first meanwhile.
            if (first.equals(timerFor)) {
                workers.runAt(awakeAt, () -> startOn(first, due));
            }
        }
    }

    private void startOn(Instant first, long due) {
        while (clock.now().isBefore(first) && time.nanoTime() - due < 0) {
            Thread.onSpinWait();
        }
        fired(true);
    }

    private void fired(boolean byWorker) {
        synchronized (this) {
            // It is used up, whatever comes of it: the wall clock may have been set back meanwhile.
            timerFor = null;
        }
        startDue.start(byWorker);
    }
}
