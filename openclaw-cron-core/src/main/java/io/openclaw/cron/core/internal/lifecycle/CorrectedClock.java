package io.openclaw.cron.core.internal.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The host's clock plus its offset to the store's, so that all nodes of a store mean the same by "now".
 *
 * <p>A measurement bounds the offset: the store read its clock between the sending of the question and the arrival of the
 * answer. An offset within the bounds is left alone, so that the noise of measuring never moves the clock; one outside becomes the
 * lower bound, with which this clock is never ahead of the store's: nothing may start early by that. So does the first one,
 * whatever its bounds are: that no offset at all is possible does not make it true.
 *
 * <p>Corrections forward are made at once: until then the clock is late. Small ones back are slewed, at a twentieth of the time
 * that passes, so that time neither stands still nor goes back; large ones, after a clock was set, are made at once, and
 * so is the first, before which nothing has been started.
 */
public final class CorrectedClock implements EngineClock {
    /** From which difference on a machine's clock is worth a look. */
    private static final Duration OFF = Duration.ofSeconds(1);

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int SLEW_SHARE = 20;

    private final EngineTime time;
    /** The correction under way; replaced as a whole. */
    private volatile Slew slew = new Slew(0, 0, 0);

    private volatile boolean measured;

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

    /** Whether the host's clock is so far from the store's that somebody should see to it. */
    public boolean isOff() {
        return offset().abs().compareTo(OFF) > 0;
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
        if (received.isBefore(sent)) {
            return;
        }
        var first = !measured;
        measured = true;
        if (!first && current >= least && current <= most) {
            return;
        }
        var step = first || least > current || current - least > STEP.toNanos();
        slew = step ? new Slew(least, least, now) : new Slew(current, least, now);
    }

    /** A way from one offset to another that began at a moment of elapsed time. */
    private record Slew(long from, long to, long since) {
        long at(long nanoTime) {
            var reach = (nanoTime - since) / SLEW_SHARE;
            return to >= from ? Math.min(to, from + reach) : Math.max(to, from - reach);
        }
    }
}
