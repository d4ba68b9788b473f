package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Loop;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.StoreListener;
import io.openclaw.cron.spi.StoreSignals;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Listens to what other nodes tell through the store; on a thread of its own, for it waits most of the time. */
public final class SignalLoop {
    /** Seldom, for a wait ends when there is something to hear, and when the signals are closed. */
    private static final Duration AWAIT = Duration.ofSeconds(10);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final CronStore store;
    private final StoreListener listener;
    private final StoreAvailability availability;
    private final Loop loop;
    private @Nullable StoreSignals signals;
    private volatile boolean stopped;

    /** A loop that has not started. */
    public SignalLoop(
            CronStore store, StoreListener listener, StoreAvailability availability, String nodeName, EngineTime time) {
        this.store = store;
        this.listener = listener;
        this.availability = availability;
        this.loop = new Loop("signals", nodeName, time, this::pass);
    }

    /** Starts the thread, if there is anything to hear. */
    public void start() {
        signals = store.signals().orElse(null);
        if (signals != null) {
            loop.start();
        }
    }

    /** Ends the thread, and the wait that it may be in. */
    public void stop() {
        stopped = true;
        try {
            if (signals != null) {
                signals.close();
            }
        } finally {
            loop.stop();
        }
    }

    private @Nullable Duration pass() {
        if (signals == null || stopped) {
            return null;
        }
        try {
            signals.await(listener, AWAIT);
            // What has ended because it was closed says nothing of the store.
            if (!stopped) {
                availability.succeeded(StoreAvailability.Part.SIGNALS);
            }
            return Duration.ZERO;
        } catch (CronStoreException failure) {
            if (!stopped) {
                availability.failed(StoreAvailability.Part.SIGNALS, failure);
            }
            return AFTER_FAILURE;
        }
    }
}
