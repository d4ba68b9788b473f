package io.openclaw.cron.core.internal.lifecycle;

import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All observers of an engine; they may come and go while it runs. */
public final class EngineObservers implements EngineObserver {
    private final List<EngineObserver> observers = new CopyOnWriteArrayList<>();

    /** Adds an observer. */
    public void add(EngineObserver observer) {
        observers.add(observer);
    }

    @Override
    public void started(Instant due, Instant begun, long queueNanos) {
        tell(observer -> observer.started(due, begun, queueNanos));
    }

    @Override
    public void ended(CronExecutionStatus status, Duration duration) {
        tell(observer -> observer.ended(status, duration));
    }

    @Override
    public void recorded(int size, Duration took) {
        tell(observer -> observer.recorded(size, took));
    }

    private void tell(Consumer<EngineObserver> moment) {
        for (var observer : observers) {
            // Meters end in a host's registry. What that throws must cost neither a permit nor an outcome.
            Guarded.run("observer", () -> moment.accept(observer));
        }
    }
}
