package io.openclaw.cron.core.internal.lifecycle;

import io.openclaw.cron.CronExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All observers of an engine; they may come and go while it runs. */
public final class EngineObservers implements EngineObserver {
    private final List<EngineObserver> observers = new CopyOnWriteArrayList<>();

    /** Adds an observer. */
    public void add(EngineObserver observer) {
        observers.add(observer);
    }

    @Override
    public void started(Duration lateness, Duration queueWait) {
        for (var observer : observers) {
            observer.started(lateness, queueWait);
        }
    }

    @Override
    public void ended(CronExecutionStatus status, Duration duration) {
        for (var observer : observers) {
            observer.ended(status, duration);
        }
    }

    @Override
    public void recorded(int size, Duration took) {
        for (var observer : observers) {
            observer.recorded(size, took);
        }
    }
}
