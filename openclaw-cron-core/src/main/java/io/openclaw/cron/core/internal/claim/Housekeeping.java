package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Loop;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.error.CronStoreException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be done now and then, on a thread of its own, so that no claim waits for it. */
public final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

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
        /**
         * Does it, if its time has come and there is something to do; may throw {@link CronStoreException}.
         *
         * @return whether the store was called
         */
        boolean tidy();
    }

    /** A chore that is done at most once in a period. */
    public static Chore every(Duration period, EngineTime time, Chore chore) {
        return new Chore() {
            private long dueNanos = time.nanoTime();

            @Override
            public boolean tidy() {
                if (time.nanoTime() - dueNanos < 0) {
                    return false;
                }
                dueNanos = time.nanoTime() + period.toNanos();
                return chore.tidy();
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
        var ends = EnumSet.noneOf(End.class);
        chores.forEach(chore -> ends.add(done(chore)));
        // Where nobody has called the store, nobody can say that it answers again.
        if (ends.contains(End.ANSWERED) && !ends.contains(End.AWAY)) {
            availability.succeeded(StoreAvailability.Part.HOUSEKEEPING);
        }
        return period;
    }

    /** What a chore has found of the store. */
    private enum End {
        ANSWERED,
        AWAY,
        NOT_CALLED
    }

    /** Does one; those behind it must not wait for one that always fails. */
    private End done(Chore chore) {
        try {
            return chore.tidy() ? End.ANSWERED : End.NOT_CALLED;
        } catch (CronStoreException failure) {
            availability.failed(StoreAvailability.Part.HOUSEKEEPING, failure);
            return End.AWAY;
        } catch (RuntimeException defect) {
            log.error("A chore failed; the others go on, but this is a defect", defect);
            return End.NOT_CALLED;
        }
    }
}
