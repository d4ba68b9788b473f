package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Loop;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.error.CronStoreException;
import java.time.Duration;
import java.util.List;

/** Does what has to be done now and then, on a thread of its own, so that no claim waits for it. */
public final class Housekeeping {
    private final List<Chore> chores;
    private final StoreAvailability availability;
    private final Duration period;
    private final Loop loop;

    /** Housekeeping that has not started. */
    public Housekeeping(List<Chore> chores, StoreAvailability availability, CronManagerConfig config, EngineTime time) {
        this.chores = List.copyOf(chores);
        this.availability = availability;
        this.period = config.heartbeat();
        this.loop = new Loop("housekeeping", config.nodeName(), time, this::pass);
    }

    /** Something to be done now and then. */
    @FunctionalInterface
    public interface Chore {
        /** Does it, if its time has come; may throw {@link CronStoreException}. */
        void tidy();
    }

    /** A chore that is done at most once in a period. */
    public static Chore every(Duration period, EngineTime time, Chore chore) {
        return new Chore() {
            private long dueNanos = time.nanoTime();

            @Override
            public void tidy() {
                if (time.nanoTime() - dueNanos >= 0) {
                    dueNanos = time.nanoTime() + period.toNanos();
                    chore.tidy();
                }
            }
        };
    }

    /** Starts the thread. */
    public void start() {
        loop.start();
    }

    /** Ends the thread. */
    public void stop() {
        loop.stop();
    }

    private Duration pass() {
        try {
            chores.forEach(Chore::tidy);
            availability.succeeded(StoreAvailability.Part.HOUSEKEEPING);
        } catch (CronStoreException failure) {
            availability.failed(StoreAvailability.Part.HOUSEKEEPING, failure);
        }
        return period;
    }
}
