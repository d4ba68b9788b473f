package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Where every final outcome that this node has brought about passes, after its commit: counted, and told. Thread-safe. */
public final class EndedExecutions {
    private final EventSink events;
    private final EngineObserver observer;
    /** By each status; not changed but for the counts. */
    private final Map<CronExecutionStatus, LongAdder> counts = new EnumMap<>(CronExecutionStatus.class);

    private final List<Consumer<CronExecution>> listeners = new CopyOnWriteArrayList<>();

    /** Tells these. */
    public EndedExecutions(EventSink events, EngineObserver observer) {
        this.events = events;
        this.observer = observer;
        for (var status : CronExecutionStatus.values()) {
            counts.put(status, new LongAdder());
        }
    }

    /** An execution has ended, and that is committed. */
    public void ended(CronExecution execution, CronJob job) {
        var status = execution.status();
        countOf(status).add(status == CronExecutionStatus.SKIPPED ? execution.skippedCount() : 1);
        observer.ended(status, Objects.requireNonNullElse(execution.executionTime(), Duration.ZERO));
        if (status.isFinal()) {
            events.sendIfHeard(() -> OutcomeEvents.ended(execution, job).orElseThrow());
        }
        listeners.forEach(listener -> listener.accept(execution));
    }

    /** What has ended since the start. */
    public OutcomeCounts counts() {
        return new OutcomeCounts(
                countOf(CronExecutionStatus.COMPLETED).sum(),
                countOf(CronExecutionStatus.FAILED).sum(),
                countOf(CronExecutionStatus.TIMEOUT).sum(),
                countOf(CronExecutionStatus.SKIPPED).sum(),
                countOf(CronExecutionStatus.CANCELLED).sum());
    }

    /** Calls a listener with each execution that ends from now on, on the engine's threads. */
    public void addListener(Consumer<CronExecution> listener) {
        listeners.add(listener);
    }

    /** Ends the calls to a listener. */
    public void removeListener(Consumer<CronExecution> listener) {
        listeners.remove(listener);
    }

    private LongAdder countOf(CronExecutionStatus status) {
        return Objects.requireNonNull(counts.get(status));
    }
}
