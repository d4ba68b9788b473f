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
    /** How long closing waits for this thread at the most, for a wait for signals cannot be interrupted. */
    private static final Duration AWAIT = Duration.ofMillis(100);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final CronStore store;
    private final StoreListener listener;
    private final StoreAvailability availability;
    private final Loop loop;
    private @Nullable StoreSignals signals;

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

    /** Ends the thread. */
    public void stop() {
        loop.stop();
        if (signals != null) {
            signals.close();
        }
    }

    private @Nullable Duration pass() {
        if (signals == null) {
            return null;
        }
        try {
            signals.await(listener, AWAIT);
            availability.succeeded(StoreAvailability.Part.SIGNALS);
            return Duration.ZERO;
        } catch (CronStoreException failure) {
            availability.failed(StoreAvailability.Part.SIGNALS, failure);
            return AFTER_FAILURE;
        }
    }
}
