package io.openclaw.cron.core.internal.lifecycle;

import io.openclaw.cron.core.ManualClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The time of a {@link ManualClock}: timers run on the thread that moves the clock. */
public final class ManualTime implements EngineTime {
    private final ManualClock clock;
    private final Runnable onMove = this::runDue;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::dueNanos).thenComparingLong(Waiting::order));
    /** Guarded by waiting. */
    private long scheduled;

    /** Listens to the clock until closed. */
    public ManualTime(ManualClock clock) {
        this.clock = clock;
        clock.addListener(onMove);
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long nanoTime() {
        return clock.elapsedNanos();
    }

    @Override
    public Timer scheduleAt(long nanoTime, Runnable task) {
        Waiting timer;
        synchronized (waiting) {
            timer = new Waiting(nanoTime, scheduled++, new Guarded("timer", task));
            waiting.add(timer);
        }
        if (nanoTime <= clock.elapsedNanos()) {
            runDue();
        }
        return () -> {
            synchronized (waiting) {
                waiting.remove(timer);
            }
        };
    }

    @Override
    public void close() {
        clock.removeListener(onMove);
        synchronized (waiting) {
            waiting.clear();
        }
    }

    private void runDue() {
        for (var timer = nextDue(); timer != null; timer = nextDue()) {
            timer.task.run();
        }
    }

    private @Nullable Waiting nextDue() {
        synchronized (waiting) {
            var first = waiting.peek();
            return first == null || first.dueNanos > clock.elapsedNanos() ? null : waiting.remove();
        }
    }

    private record Waiting(long dueNanos, long order, Runnable task) {}
}
