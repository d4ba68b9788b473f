package io.openclaw.cron.core;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.core.internal.claim.ClaimLoop;
import io.openclaw.cron.core.internal.event.EventBus;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.run.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs what is due and waits until it has ended, by asking the running engine for rounds until one finds nothing. */
final class DueRuns {
    private final ClaimLoop claimLoop;
    private final Dispatcher dispatcher;
    private final EndedExecutions ended;
    private final EventBus events;

    DueRuns(ClaimLoop claimLoop, Dispatcher dispatcher, EndedExecutions ended, EventBus events) {
        this.claimLoop = claimLoop;
        this.dispatcher = dispatcher;
        this.ended = ended;
        this.events = events;
    }

    List<CronExecution> run(Duration limit) {
        var seen = new CopyOnWriteArrayList<CronExecution>();
        Consumer<CronExecution> collector = seen::add;
        ended.addListener(collector);
        try {
            var deadline = System.nanoTime() + limit.toNanos();
            var done = false;
            while (!done) {
                done = nothingLeft(deadline);
            }
            events.awaitDelivered(Duration.ofNanos(left(deadline)));
            return List.copyOf(seen);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "What is due has not ended within " + limit + "; running: " + dispatcher.running(), late);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("What is due could not be claimed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for what is due", interrupted);
        } finally {
            ended.removeListener(collector);
        }
    }

    /** One round; whether it has found nothing, and nothing has run since. */
    private boolean nothingLeft(long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        if (!dispatcher.awaitIdle(Duration.ofNanos(left(deadline)))) {
            throw new TimeoutException();
        }
        // The loop goes on by itself too: what it has claimed meanwhile may be running although this round finds
        // nothing.
        var before = claimLoop.fruitfulRounds();
        claimLoop.claimFromNow().get(left(deadline), TimeUnit.NANOSECONDS);
        return claimLoop.fruitfulRounds() == before && dispatcher.awaitIdle(Duration.ZERO);
    }

    private static long left(long deadline) {
        return Math.max(1, deadline - System.nanoTime());
    }
}
