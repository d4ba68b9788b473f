package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Gives back what has waited too long for a permit here, so that other nodes may have it. Thread-safe. */
final class LateCheck {
    /**
     * How long after its time an execution may wait for a permit here before other nodes shall have it, unless so many skills have ended
     * within as long a time that its turn is about to come.
     */
    private static final Duration LATE = Duration.ofMillis(250);
    /** How long it may wait in any case. */
    private static final Duration TOO_LATE = Duration.ofSeconds(1);
    /** How soon to look again at what was left for its turn. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final EngineTime time;
    private final HeldExecutions held;
    private final BooleanSupplier gateOpen;
    private final Supplier<Dispatcher.DispatchListener> listener;
    private final AtomicBoolean pending = new AtomicBoolean();

    /**
     * A check that is not set.
     *
     * @param gateOpen whether executions may start now; while not, nothing's turn is about to come
     * @param listener hears what is too late
     */
    LateCheck(
            EngineTime time,
            HeldExecutions held,
            BooleanSupplier gateOpen,
            Supplier<Dispatcher.DispatchListener> listener) {
        this.time = time;
        this.held = held;
        this.gateOpen = gateOpen;
        this.listener = listener;
    }

    /** Looks when the one that has waited longest will have waited too long, unless it will look before anyway. */
    void set() {
        if (!pending.get()) {
            held.view().longestReadyNanos().ifPresent(this::setFor);
        }
    }

    private void setFor(long longestReadyNanos) {
        if (pending.compareAndSet(false, true)) {
            var left = LATE.minusNanos(time.nanoTime() - longestReadyNanos);
            time.schedule(left.isNegative() || left.isZero() ? LOOK_AGAIN : left, this::giveBackLate);
        }
    }

    private void giveBackLate() {
        // Before it looks: whoever comes to wait from now on may be missed, and sets the next one.
        pending.set(false);
        var now = time.nanoTime();
        var late = held.dropLate(now - LATE.toNanos(), now - (gateOpen.getAsBoolean() ? TOO_LATE : LATE).toNanos());
        if (!late.isEmpty()) {
            listener.get().tooLate(late);
        }
        set();
    }
}
