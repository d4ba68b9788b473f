package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.record.Outcome;
import io.openclaw.cron.core.internal.record.OutcomeEvents;
import io.openclaw.cron.core.internal.record.OutcomeListener;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.run.StopReason;
import io.openclaw.cron.spi.Recorded;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from a recorded outcome: the node lets go of it, events tell of it, and the job may be claimed again. */
public final class RecordFeedback implements OutcomeListener {
    private static final Logger log = LoggerFactory.getLogger(RecordFeedback.class);

    private final Dispatcher dispatcher;
    private final EndedExecutions ended;
    private final EventSink events;
    private final EngineClock clock;
    private final ClaimLoop claimLoop;
    private final AtomicLong refused = new AtomicLong();
    /** Whether the batch that is being told of lets go of something; recorder thread only. */
    private boolean letsGo;

    /** Tells these. */
    public RecordFeedback(
            Dispatcher dispatcher, EndedExecutions ended, EventSink events, EngineClock clock, ClaimLoop claimLoop) {
        this.dispatcher = dispatcher;
        this.ended = ended;
        this.events = events;
        this.clock = clock;
        this.claimLoop = claimLoop;
    }

    /** How many outcomes the store has refused since the start. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void recorded(Outcome outcome, Recorded answer) {
        var lettingGo = outcome.kind() != Outcome.Kind.STARTED && outcome.kind() != Outcome.Kind.PROGRESS;
        if (!answer.stored()) {
            refused(outcome, answer);
        } else if (lettingGo) {
            stored(outcome, answer);
        }
        if (lettingGo) {
            dispatcher.forget(outcome.executionId(), outcome.fence());
            letsGo = true;
        }
    }

    @Override
    public void beforeBatch() {
        dispatcher.awaitStarts();
    }

    /** {@inheritDoc} Only now it claims: begun with the first of the batch, a claim would be followed by another for the rest of it. */
    @Override
    public void afterBatch() {
        if (letsGo) {
            letsGo = false;
            claimLoop.signal();
        }
    }

    private void stored(Outcome outcome, Recorded answer) {
        var execution = Objects.requireNonNull(answer.execution(), "what is stored is told");
        if (execution.status().isFinal()) {
            ended.ended(execution, outcome.job());
        } else if (outcome.kind() == Outcome.Kind.RETRY) {
            events.send(OutcomeEvents.retrying(outcome.execution(), outcome.job(), clock.now()));
        }
    }

    private void refused(Outcome outcome, Recorded answer) {
        refused.incrementAndGet();
        log.warn(
                "job={} execution={} org={} fence={} its {} is refused ({}): it has ended, or another node has taken it over",
                outcome.job().jobId(),
                outcome.executionId(),
                outcome.job().organizationId(),
                outcome.fence(),
                outcome.kind(),
                answer.status());
        // Only that claim: this node itself may have taken the execution over.
        dispatcher.stop(outcome.executionId(), outcome.fence(), StopReason.FENCED);
    }
}
