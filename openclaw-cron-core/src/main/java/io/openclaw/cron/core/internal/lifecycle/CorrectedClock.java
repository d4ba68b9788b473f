package io.openclaw.cron.core.internal.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The host's clock plus its offset to the store's, so that all nodes of a store mean the same by "now".
 *
 * <p>A measurement bounds the offset: the store read its clock between the sending of the question and the arrival of the
 * answer. An offset within the bounds is left alone, so that the noise of measuring never moves the clock. Small corrections
 * are slewed, at a twentieth of the time that passes, so that time neither stands still nor goes back; large ones, after a
 * clock was set, are made at once.
 */
public final class CorrectedClock implements EngineClock {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int SLEW_SHARE = 20;

    private final EngineTime time;
    /** The correction under way; replaced as a whole. */
    private volatile Slew slew = new Slew(0, 0, 0);

    /** A clock without a correction. */
    public CorrectedClock(EngineTime time) {
        this.time = time;
    }

    @Override
    public Instant now() {
        var nanos = slew.at(time.nanoTime());
        return nanos == 0 ? time.now() : time.now().plusNanos(nanos).truncatedTo(ChronoUnit.MICROS);
    }

    /** How far engine time is ahead of the host's clock now. */
    public Duration offset() {
        return Duration.ofNanos(slew.at(time.nanoTime()));
    }

    /**
     * Takes a measurement into account.
     *
     * @param sent the host's clock when the store was asked
     * @param received the host's clock when the answer came
     * @param storeTime what the store's clock said in between
     */
    public void measured(Instant sent, Instant received, Instant storeTime) {
        var now = time.nanoTime();
        var current = slew.at(now);
        var least = Duration.between(received, storeTime).toNanos();
        var most = Duration.between(sent, storeTime).toNanos();
        if (received.isBefore(sent) || (current >= least && current <= most)) {
            return;
        }
        var target = current < least ? least : most;
        var step = Math.abs(target - current) > STEP.toNanos();
        slew = step ? new Slew(target, target, now) : new Slew(current, target, now);
    }

    /** A way from one offset to another that began at a moment of elapsed time. */
    private record Slew(long from, long to, long since) {
        long at(long nanoTime) {
            var reach = (nanoTime - since) / SLEW_SHARE;
            return to >= from ? Math.min(to, from + reach) : Math.max(to, from - reach);
        }
    }
}
