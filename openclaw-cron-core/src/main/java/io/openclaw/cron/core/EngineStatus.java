package io.openclaw.cron.core;

import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronSchedulerStatistics;
import io.openclaw.cron.core.internal.claim.Drain;
import io.openclaw.cron.core.internal.claim.NodeSession;
import io.openclaw.cron.core.internal.claim.RecordFeedback;
import io.openclaw.cron.core.internal.event.EventBus;
import io.openclaw.cron.core.internal.lifecycle.CorrectedClock;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.record.Recorder;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.spi.CronStore;
import java.util.ArrayList;

/** What the engine tells about itself: figures and health. */
final class EngineStatus {
    private final CronStore store;
    private final NodeSession session;
    private final Dispatcher dispatcher;
    private final Recorder recorder;
    private final EventBus events;
    private final Figures figures;

    /** What is counted and measured elsewhere. */
    record Figures(
            CorrectedClock clock,
            StoreAvailability availability,
            EndedExecutions ended,
            RecordFeedback recorded,
            Drain drain) {}

    EngineStatus(
            CronStore store,
            NodeSession session,
            Dispatcher dispatcher,
            Recorder recorder,
            EventBus events,
            Figures figures) {
        this.store = store;
        this.session = session;
        this.dispatcher = dispatcher;
        this.recorder = recorder;
        this.events = events;
        this.figures = figures;
    }

    CronSchedulerStatistics statistics() {
        return new CronSchedulerStatistics(
                session.node(),
                store.countJobs(null).enabled(),
                store.countQueued(figures.clock.now()),
                dispatcher.runningCount(),
                dispatcher.ready(),
                dispatcher.reserved(),
                dispatcher.runaway(),
                figures.ended.counts(),
                figures.recorded.refused(),
                events.dropped());
    }

    CronHealth health(boolean started) {
        var problems = new ArrayList<String>();
        if (!started) {
            problems.add("The library is not running");
        }
        var storeProblem = figures.availability.problem();
        if (storeProblem != null) {
            problems.add("The store does not answer: " + storeProblem);
        }
        if (started && session.fenced()) {
            problems.add("This node has not reached the store for too long and runs nothing");
        }
        var down = !problems.isEmpty() && (!started || session.fenced());
        if (recorder.full()) {
            problems.add("So many outcomes wait to be recorded that nothing is claimed");
        }
        var runaway = dispatcher.runaway();
        if (runaway > 0) {
            problems.add(runaway + " skills ignore their interruption and keep their permits");
        }
        var offset = figures.clock.offset();
        if (figures.clock.isOff()) {
            problems.add(
                    "This machine's clock is off by " + offset.abs() + " from the store's; the engine corrects for it");
        }
        var status =
                down ? CronHealth.Status.DOWN : problems.isEmpty() ? CronHealth.Status.UP : CronHealth.Status.DEGRADED;
        return new CronHealth(
                status,
                session.node(),
                problems,
                figures.drain.active(),
                session.lastBeat(),
                offset,
                recorder.waiting(),
                runaway);
    }
}
