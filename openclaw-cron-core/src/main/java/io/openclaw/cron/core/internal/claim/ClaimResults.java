package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.run.StopReason;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.spi.ClaimResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the rest of the engine, after its commit, what a claim did besides reserving. */
public final class ClaimResults {
    private static final Logger log = LoggerFactory.getLogger(ClaimResults.class);

    private final Dispatcher dispatcher;
    private final EndedExecutions ended;
    private final EventSink events;
    private final EngineClock clock;

    /** Tells these. */
    public ClaimResults(Dispatcher dispatcher, EndedExecutions ended, EventSink events, EngineClock clock) {
        this.dispatcher = dispatcher;
        this.ended = ended;
        this.events = events;
        this.clock = clock;
    }

    void claimed(ClaimResult result) {
        result.cancelRequested().forEach(dispatcher::cancel);
        for (var done : result.ended()) {
            // One that a newer fire has replaced may have been reserved here.
            dispatcher.stop(done.execution().executionId(), StopReason.CANCELLED);
            ended.ended(done.execution(), done.job());
        }
        for (var job : result.disabled()) {
            log.error(
                    "job={} org={} has become unusable and is disabled: {}",
                    job.jobId(),
                    job.organizationId(),
                    job.statusReason());
            events.send(new CronUpdated(
                    EventSource.of(job),
                    clock.now(),
                    job.jobName(),
                    job.schedule(),
                    job.nextRun(),
                    job.status(),
                    job.version()));
        }
    }
}
