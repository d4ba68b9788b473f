package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Where every final outcome that this node has brought about passes, after its commit: counted, and told. Thread-safe. */
public final class EndedExecutions {
    private final EventSink events;
    private final EngineObserver observer;
    private final AtomicReference<OutcomeCounts> counts = new AtomicReference<>(OutcomeCounts.NONE);
    private final List<Consumer<CronExecution>> listeners = new CopyOnWriteArrayList<>();

    /** Tells these. */
    public EndedExecutions(EventSink events, EngineObserver observer) {
        this.events = events;
        this.observer = observer;
    }

    /** An execution has ended, and that is committed. */
    public void ended(CronExecution execution, CronJob job) {
        counts.accumulateAndGet(countOf(execution), OutcomeCounts::plus);
        observer.ended(execution.status(), Objects.requireNonNullElse(execution.executionTime(), Duration.ZERO));
        OutcomeEvents.ended(execution, job).ifPresent(events::send);
        listeners.forEach(listener -> listener.accept(execution));
    }

    /** What has ended since the start. */
    public OutcomeCounts counts() {
        return Objects.requireNonNull(counts.get());
    }

    /** Calls a listener with each execution that ends from now on, on the engine's threads. */
    public void addListener(Consumer<CronExecution> listener) {
        listeners.add(listener);
    }

    /** Ends the calls to a listener. */
    public void removeListener(Consumer<CronExecution> listener) {
        listeners.remove(listener);
    }

    private static OutcomeCounts countOf(CronExecution execution) {
        return switch (execution.status()) {
            case COMPLETED -> new OutcomeCounts(1, 0, 0, 0, 0);
            case FAILED -> new OutcomeCounts(0, 1, 0, 0, 0);
            case TIMEOUT -> new OutcomeCounts(0, 0, 1, 0, 0);
            case SKIPPED -> new OutcomeCounts(0, 0, 0, execution.skippedCount(), 0);
            case CANCELLED -> new OutcomeCounts(0, 0, 0, 0, 1);
            case PENDING, RUNNING -> OutcomeCounts.NONE;
        };
    }
}
