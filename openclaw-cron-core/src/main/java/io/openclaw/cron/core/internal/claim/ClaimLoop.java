package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Loop;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Claims again and again: when something comes due, when there is room, when something has changed, and at the latest after
 * the poll interval.
 */
public final class ClaimLoop implements Dispatcher.DispatchListener {
    /** How soon to look again at what another node has locked. */
    private static final Duration SOON = Duration.ofMillis(10);

    private final Claims claims;
    private final Dispatcher dispatcher;
    private final NodeSession session;
    private final Drain drain;
    private final CronManagerConfig config;
    private final EngineTime time;
    private final Loop loop;
    private final ConcurrentLinkedQueue<OwnedExecution> late = new ConcurrentLinkedQueue<>();
    private final AtomicLong rounds = new AtomicLong();
    /** Whether more room would let the next claim take more than the last one. */
    private volatile boolean full = true;
    /** Whether a permit has become free since the last claim began. */
    private volatile boolean permitFreed;

    /** A loop that has not started. */
    public ClaimLoop(
            Claims claims,
            Dispatcher dispatcher,
            NodeSession session,
            Drain drain,
            CronManagerConfig config,
            EngineTime time) {
        this.claims = claims;
        this.dispatcher = dispatcher;
        this.session = session;
        this.drain = drain;
        this.config = config;
        this.time = time;
        this.loop = new Loop("store", config.nodeName(), time, this::pass);
    }

    /** Starts the thread. */
    public void start() {
        loop.start();
    }

    /** Ends the thread. */
    public void stop() {
        loop.stop();
    }

    /** Claims soon. Never blocks. */
    public void signal() {
        loop.signal();
    }

    /** Claims soon, unless a poll comes early enough for what is due then. Never blocks. */
    public void signalFor(Instant dueAt) {
        if (!claims.isForLaterPoll(dueAt)) {
            signal();
        }
    }

    /** Completes when a claim that began after this call has ended. */
    public CompletableFuture<Void> claimFromNow() {
        return loop.passFromNow();
    }

    /** How many rounds have changed anything. */
    public long fruitfulRounds() {
        return rounds.get();
    }

    @Override
    public void tooLate(List<OwnedExecution> executions) {
        late.addAll(executions);
        signal();
    }

    @Override
    public void permitFree() {
        permitFreed = true;
        // A claim that found nothing for the room it had finds nothing for more, and would be in the way of records.
        // A drained node may be idle by now: its last outcome may have been recorded before its last thread had left.
        if (full || drain.active()) {
            signal();
        }
    }

    private Duration pass() {
        var began = time.nanoTime();
        // The wall clock may have been set since the dispatcher set its timer.
        dispatcher.startDue();
        dispatcher.awaitStarts();
        if (session.fenced()) {
            return config.pollInterval();
        }
        try {
            claims.resolveUnknown();
            if (drain.active()) {
                return drained();
            }
            giveBackLate();
            permitFreed = false;
            var round = claims.claimOnce();
            // In this order: whoever frees a permit meanwhile sees the one, or is seen by the other.
            full = round.full();
            if (full && permitFreed) {
                signal();
            }
            return pauseAfter(round, Duration.ofNanos(time.nanoTime() - began));
        } catch (CronStoreException failure) {
            claims.failed(failure);
            return config.pollInterval();
        }
    }

    /** Here and not by whoever drains: so no claim is under way whose answer would bring something new. */
    private Duration drained() {
        late.addAll(dispatcher.dropWaiting());
        giveBackLate();
        drain.check();
        return config.pollInterval();
    }

    private void giveBackLate() {
        var given = new ArrayList<OwnedExecution>();
        for (var one = late.poll(); one != null; one = late.poll()) {
            given.add(one);
        }
        if (!given.isEmpty()) {
            claims.giveBack(given);
        }
    }

    /** Counted from the beginning of the pass, as loops do, while a round tells what is left at its end. */
    private Duration pauseAfter(Claims.Round round, Duration took) {
        if (round.progress()) {
            rounds.incrementAndGet();
        }
        var until = round.until();
        if (until == null || until.plus(took).compareTo(config.pollInterval()) > 0) {
            return config.pollInterval();
        }
        var pause = until.plus(took);
        var least = round.progress() ? Duration.ZERO : SOON;
        return pause.compareTo(least) < 0 ? least : pause;
    }
}
