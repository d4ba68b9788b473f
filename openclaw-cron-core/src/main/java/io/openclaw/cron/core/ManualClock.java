package io.openclaw.cron.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that stands still until a test moves it, for tests of hosts.
 *
 * <p>The library takes elapsed time and its timers from it too: {@link #advance} lets time pass, so that what is due
 * starts, timeouts strike and heartbeats beat; {@link #set} only sets the wall clock, as an administrator would. Together
 * with {@link OpenClawCron#runDue} a test needs neither to sleep nor to wait.
 *
 * <p>Thread-safe. Whoever moves the clock runs the timers that are due on its own thread.
 */
public final class ManualClock extends Clock {
    private final ZoneId zone;
    private final Time time;

    private ManualClock(ZoneId zone, Time time) {
        this.zone = zone;
        this.time = time;
    }

    /** A clock that stands at an instant. */
    public static ManualClock at(Instant start) {
        return new ManualClock(ZoneOffset.UTC, new Time(start));
    }

    /**
     * A clock that stands at an instant.
     *
     * @param start as in {@code 2026-01-01T00:00:00Z}
     * @throws java.time.format.DateTimeParseException if it is not an instant
     */
    public static ManualClock at(String start) {
        return at(Instant.parse(start));
    }

    /**
     * Lets time pass, and returns when the timers that became due have run.
     *
     * @param duration how much, not negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration is " + duration + "; elapsed time never goes back, use set");
        }
        time.move(duration);
    }

    /**
     * Sets the wall clock, forward or back, without letting time pass.
     *
     * @param instant what it shall say
     */
    public void set(Instant instant) {
        time.set(instant);
    }

    /** The time that {@link #advance} has let pass, in nanoseconds. */
    public long elapsedNanos() {
        return time.elapsed();
    }

    /**
     * Calls a listener after each move of the clock, on the thread that moves it.
     *
     * @param listener must not block
     */
    public void addListener(Runnable listener) {
        time.listeners.add(listener);
    }

    /** Ends the calls to a listener. */
    public void removeListener(Runnable listener) {
        time.listeners.remove(listener);
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same time in another zone; moving one moves the other. */
    @Override
    public ManualClock withZone(ZoneId other) {
        return new ManualClock(other, time);
    }

    /** The state that views in several zones share. */
    private static final class Time {
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
        private Instant instant;
        private long elapsed;

        Time(Instant instant) {
            this.instant = instant;
        }

        synchronized Instant instant() {
            return instant;
        }

        synchronized long elapsed() {
            return elapsed;
        }

        void move(Duration duration) {
            synchronized (this) {
                instant = instant.plus(duration);
                elapsed += duration.toNanos();
            }
            listeners.forEach(Runnable::run);
        }

        void set(Instant to) {
            synchronized (this) {
                instant = to;
            }
            listeners.forEach(Runnable::run);
        }
    }
}
