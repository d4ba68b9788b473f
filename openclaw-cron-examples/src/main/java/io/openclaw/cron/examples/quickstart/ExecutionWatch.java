package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.ExecutionListener;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronTriggered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Remembers when executions started first, and wakes whoever waits for something to have happened. Thread-safe. */
final class ExecutionWatch implements ExecutionListener {
    /** An execution's own record has the start of its latest attempt only. Guarded by this. */
    private final Map<UUID, Instant> firstStarts = new HashMap<>();

    @Override
    public synchronized void onEvent(CronEvent event) {
        if (event instanceof CronTriggered triggered) {
            firstStarts.putIfAbsent(triggered.executionId(), triggered.startTime());
        }
        notifyAll();
    }

    /** A copy of what is known now. */
    synchronized Map<UUID, Instant> firstStarts() {
        return Map.copyOf(firstStarts);
    }

    /**
     * Waits until events have made a condition true.
     *
     * @return whether it is true now
     */
    synchronized boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
