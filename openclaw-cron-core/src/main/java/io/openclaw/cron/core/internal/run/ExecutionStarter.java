package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Guarded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has workers run what has a permit, and hands on each permit as its execution ends. Thread-safe. */
final class ExecutionStarter {
    private static final Logger log = LoggerFactory.getLogger(ExecutionStarter.class);

    private final EngineTime time;
    private final Workers workers;
    private final BooleanSupplier gateOpen;
    private final EngineObserver observer;
    private final HeldExecutions held;
    private final Supplier<Dispatcher.DispatchListener> listener;

    ExecutionStarter(
            EngineTime time,
            Workers workers,
            BooleanSupplier gateOpen,
            EngineObserver observer,
            HeldExecutions held,
            Supplier<Dispatcher.DispatchListener> listener) {
        this.time = time;
        this.workers = workers;
        this.gateOpen = gateOpen;
        this.observer = observer;
        this.held = held;
        this.listener = listener;
    }

    /** Hands over what has got a permit. */
    void start(List<Held> permitted) {
        if (!permitted.isEmpty()) {
            workers.executeAll(tasks(permitted));
        }
    }

    /** The same, as the last thing that a worker does. */
    void startLast(List<Held> permitted) {
        if (!permitted.isEmpty()) {
            workers.executeLast(tasks(permitted));
        }
    }

    private List<Start> tasks(List<Held> permitted) {
        if (permitted.size() == 1) {
            return List.of(new Start(permitted.get(0)));
        }
        var tasks = new ArrayList<Start>(permitted.size());
        for (var one : permitted) {
            tasks.add(new Start(one));
        }
        return tasks;
    }

    /** What a worker does for one execution. */
    private final class Start implements Workers.Task {
        private final Held starting;

        Start(Held starting) {
            this.starting = starting;
        }

        @Override
        public void run() {
            Guarded.run("execution", this::runSkill);
        }

        private void runSkill() {
            try {
                var run = starting.run;
                var startedAt = run.begin();
                observer.started(starting.startAt(), startedAt, time.nanoTime() - starting.readyNanos);
                run.run();
            } finally {
                handPermitOn();
            }
        }

        private void handPermitOn() {
            var next = held.ended(starting, gateOpen.getAsBoolean());
            if (next.isEmpty()) {
                listener.get().permitFree();
            } else {
                startLast(next);
            }
        }

        @Override
        public void refused(Throwable reason) {
            log.warn(
                    "job={} execution={} org={} the executor refuses it; it goes back to the queue",
                    starting.work.job().jobId(),
                    starting.claim().executionId(),
                    starting.work.job().organizationId(),
                    reason);
            held.refused(starting);
            listener.get().tooLate(List.of(starting.owned()));
        }
    }
}
