package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what a node holds to an orderly end: gives back what has not started, waits for what runs, then interrupts. */
public final class Draining {
    private static final Logger log = LoggerFactory.getLogger(Draining.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final Dispatcher dispatcher;
    private final Consumer<List<OwnedExecution>> giveBack;
    private final Duration grace;

    /**
     * Drains a dispatcher.
     *
     * @param giveBack gives executions back to the store
     * @param grace how long to wait for what runs
     */
    public Draining(Dispatcher dispatcher, Consumer<List<OwnedExecution>> giveBack, Duration grace) {
        this.dispatcher = dispatcher;
        this.giveBack = giveBack;
        this.grace = grace;
    }

    /** Returns when nothing runs, or when there is nothing more to be done about it. */
    public void drain() {
        giveBackWaiting();
        try {
            if (!dispatcher.awaitNoneRunning(grace)) {
                interrupt();
            }
        } catch (InterruptedException interrupted) {
            dispatcher.stopRunning(StopReason.SHUTDOWN);
            Thread.currentThread().interrupt();
        }
    }

    private void giveBackWaiting() {
        var waiting = dispatcher.dropWaiting();
        if (waiting.isEmpty()) {
            return;
        }
        try {
            giveBack.accept(waiting);
        } catch (CronStoreException failure) {
            log.warn(
                    "{} reservations could not be given back; they are when this node counts as dead",
                    waiting.size(),
                    failure);
        }
    }

    private void interrupt() throws InterruptedException {
        log.info(
                "{} skills still run after {}; they are interrupted",
                dispatcher.running().size(),
                grace);
        dispatcher.stopRunning(StopReason.SHUTDOWN);
        if (!dispatcher.awaitNoneRunning(AFTER_INTERRUPT)) {
            dispatcher.running().forEach(Draining::warn);
        }
    }

    private static void warn(CronExecution execution) {
        log.warn(
                "job={} execution={} org={} its skill '{}' ignores its interruption; it is run again when this node counts as dead",
                execution.jobId(),
                execution.executionId(),
                execution.organizationId(),
                execution.skillName());
    }
}
