package io.openclaw.cron.core;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.core.internal.claim.ClaimLoop;
import io.openclaw.cron.core.internal.event.EventBus;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.run.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final boolean manualClock;
    private final Queue<CronExecution> seen = new ConcurrentLinkedQueue<>();
    private final Consumer<CronExecution> collector = seen::add;

    /**
     * Runs of an engine.
     *
     * @param manualClock whether time stands still between calls: then what the engine ends by itself, from the moment that
     *     the clock is moved on, belongs to the next call
     */
    DueRuns(ClaimLoop claimLoop, Dispatcher dispatcher, EndedExecutions ended, EventBus events, boolean manualClock) {
        this.claimLoop = claimLoop;
        this.dispatcher = dispatcher;
        this.ended = ended;
        this.events = events;
        this.manualClock = manualClock;
        if (manualClock) {
            ended.addListener(collector);
        }
    }

    List<CronExecution> run(Duration limit) {
        if (!manualClock) {
            ended.addListener(collector);
        }
        try {
            var deadline = System.nanoTime() + limit.toNanos();
            var done = false;
            while (!done) {
                done = nothingLeft(deadline);
            }
            events.awaitDelivered(Duration.ofNanos(left(deadline)));
            return takeSeen();
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "What is due has not ended within " + limit + "; running: " + dispatcher.running(), late);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("What is due could not be claimed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for what is due", interrupted);
        } finally {
            if (!manualClock) {
                ended.removeListener(collector);
            }
        }
    }

    private List<CronExecution> takeSeen() {
        var taken = new ArrayList<CronExecution>();
        for (var one = seen.poll(); one != null; one = seen.poll()) {
            taken.add(one);
        }
        return List.copyOf(taken);
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
