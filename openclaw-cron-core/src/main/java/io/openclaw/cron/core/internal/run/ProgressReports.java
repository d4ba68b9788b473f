package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronProgress;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The latest progress of an attempt; has it stored at most once a second, the last report of a burst included. Thread-safe.
 */
final class ProgressReports {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final EngineTime time;
    private final Runnable store;
    /** Guarded by this. */
    private @Nullable CronProgress latest;
    /** When progress was stored last, or null; guarded by this. */
    private @Nullable Long storedNanos;
    /** Whether a timer will store what is reported meanwhile; guarded by this. */
    private boolean timerSet;
    /** Guarded by this. */
    private EngineTime.Timer timer = EngineTime.Timer.NONE;

    ProgressReports(EngineTime time, Runnable store) {
        this.time = time;
        this.store = store;
    }

    void report(CronProgress progress) {
        Duration wait;
        synchronized (this) {
            latest = progress;
            if (timerSet) {
                return;
            }
            wait = untilNextStore();
            timerSet = !wait.isZero();
            if (timerSet) {
                timer = time.schedule(wait, this::storeLatest);
            }
        }
        if (wait.isZero()) {
            storeLatest();
        }
    }

    synchronized @Nullable CronProgress latest() {
        return latest;
    }

    /** The attempt has ended: what was reported last goes with its outcome. */
    synchronized void close() {
        timer.cancel();
    }

    private void storeLatest() {
        synchronized (this) {
            timerSet = false;
            storedNanos = time.nanoTime();
        }
        store.run();
    }

    private Duration untilNextStore() {
        if (storedNanos == null) {
            return Duration.ZERO;
        }
        var left = INTERVAL.minusNanos(time.nanoTime() - storedNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
