package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stops the skills that take too long. There is one timer, for the one whose time is over first: hardly any skill ever needs it, and to
 * set and cancel one for each would cost as much as the rest of its start. Thread-safe.
 */
public final class Timeouts {
    private final EngineTime time;
    private final Set<ExecutionRun> running = ConcurrentHashMap.newKeySet();
    /**
     * What the timer is set for, in elapsed nanoseconds, or null; changed under the lock of this. A run is among the running before it
     * looks here, and this is reset before they are looked at.
     */
    private volatile @Nullable Long alarm;
    /** Guarded by this. */
    private EngineTime.Timer timer = EngineTime.Timer.NONE;

    /** Nothing runs yet. */
    public Timeouts(EngineTime time) {
        this.time = time;
    }

    /** A skill is about to be called. */
    void started(ExecutionRun run) {
        running.add(run);
        setAlarm(run.deadlineNanos());
    }

    /** A skill has ended. */
    void ended(ExecutionRun run) {
        running.remove(run);
    }

    private void setAlarm(long deadline) {
        if (isTooLateFor(deadline)) {
            synchronized (this) {
                if (isTooLateFor(deadline)) {
                    timer.cancel();
                    alarm = deadline;
                    timer = time.scheduleAt(deadline, this::stopLate);
                }
            }
        }
    }

    private boolean isTooLateFor(long deadline) {
        var present = alarm;
        return present == null || present - deadline > 0;
    }

    private void stopLate() {
        synchronized (this) {
            alarm = null;
        }
        var now = time.nanoTime();
        for (var run : running) {
            if (run.deadlineNanos() - now > 0) {
                setAlarm(run.deadlineNanos());
            } else {
                run.stop(StopReason.TIMEOUT);
            }
        }
    }
}
