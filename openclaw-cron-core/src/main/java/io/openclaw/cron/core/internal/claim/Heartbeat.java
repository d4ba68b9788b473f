package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.core.internal.lifecycle.CorrectedClock;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Loop;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.run.StopReason;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store that this node is alive, and brings the node into line with what the store holds for it: cancels what shall
 * be cancelled, gives back what it does not know of, and stops everything when it can no longer be sure of what it owns.
 */
public final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final CronStore store;
    private final EngineTime time;
    private final NodeSession session;
    private final Dispatcher dispatcher;
    private final ClaimsInFlight claimsInFlight;
    private final Followers followers;
    private final Loop loop;
    /** Whether the node has stopped its work; changed only under this monitor. */
    private boolean fenced;
    /** Whether the log says that the machine's clock is off. */
    private boolean clockOff;
    /** Whether the watch is over. */
    private volatile boolean stopped;

    /** A heartbeat that has not started. */
    public Heartbeat(
            CronStore store,
            EngineTime time,
            NodeSession session,
            Dispatcher dispatcher,
            ClaimsInFlight claimsInFlight,
            Followers followers) {
        this.store = store;
        this.time = time;
        this.session = session;
        this.dispatcher = dispatcher;
        this.claimsInFlight = claimsInFlight;
        this.followers = followers;
        this.loop = new Loop("heartbeat", session.node().name(), time, this::beat);
    }

    /**
     * What a beat keeps up to date.
     *
     * @param clock is corrected towards the store's
     * @param availability hears whether the store answers
     * @param drain follows what the store says about it
     * @param period how often to beat
     */
    public record Followers(CorrectedClock clock, StoreAvailability availability, Drain drain, Duration period) {}

    /** Starts the thread and the watch over it. */
    public void start() {
        loop.start();
        watch();
    }

    /** Ends the thread and the watch: from now on silence means nothing. */
    public void stop() {
        stopped = true;
        loop.stop();
    }

    /** Beats soon instead of at the end of the period. Never blocks. */
    void beatNow() {
        loop.signal();
    }

    /** Registers this node, under its present identity. */
    public void register() {
        var sent = session.moment();
        var registration = store.register(session.node(), session.deadAfter());
        measured(sent, registration.storeTime());
        session.beat(sent, registration.othersAlive());
        if (registration.takenBack() > 0) {
            log.info(
                    "node={} has put back {} executions of its earlier life", session.node(), registration.takenBack());
        }
    }

    private Duration beat() {
        try {
            // In this order: what is waiting here by now, the store holds for this node when it hears the beat.
            var waiting = dispatcher.waiting();
            var drainBefore = followers.drain().changes();
            var sent = session.moment();
            var reply = store.heartbeat(session.node(), followers.clock().offset());
            followers.availability().succeeded(StoreAvailability.Part.HEARTBEAT);
            if (reply.alive()) {
                measured(sent, reply.storeTime());
                session.beat(sent, reply.othersAlive());
                letGoOfTaken(waiting, reply);
                follow(reply);
                followDrain(drainBefore, reply);
                unfence();
            } else {
                startAnew();
            }
        } catch (CronStoreException failure) {
            followers.availability().failed(StoreAvailability.Part.HEARTBEAT, failure);
        }
        return followers.period();
    }

    /**
     * Forgets reservations that the store does not hold for this node any more. Whoever cancelled or withdrew them was
     * somewhere else, or never heard that it was done: without this they would start beside what has taken their place.
     */
    private void letGoOfTaken(List<OwnedExecution> waiting, HeartbeatReply reply) {
        record Claim(UUID executionId, long fence) {}
        var owned = reply.owned().stream()
                .map(execution -> new Claim(execution.executionId(), execution.fence()))
                .collect(Collectors.toSet());
        var taken = waiting.stream()
                .filter(held -> !owned.contains(new Claim(held.executionId(), held.fence())))
                .toList();
        if (!taken.isEmpty()) {
            log.info("node={} lets go of {} executions that were taken from it", session.node(), taken.size());
            dispatcher.withdraw(taken);
        }
    }

    private void follow(HeartbeatReply reply) {
        reply.cancelRequested().forEach(dispatcher::cancel);
        var unknown = reply.owned().stream()
                // In this order: a claim ends only when the dispatcher knows what it got.
                .filter(owned -> !claimsInFlight.contains(owned.claimId())
                        && !dispatcher.holds(owned.executionId(), owned.fence()))
                .toList();
        if (!unknown.isEmpty()) {
            log.info("node={} gives back {} executions that it does not know of", session.node(), unknown.size());
            store.release(session.node(), unknown);
        }
    }

    private void followDrain(long changesBefore, HeartbeatReply reply) {
        var node = session.node();
        if (followers.drain().follow(changesBefore, node, reply.draining())) {
            store.drain(node, true);
        }
    }

    private void measured(NodeSession.Moment sent, Instant storeTime) {
        // A store that no other process reaches has no time of its own.
        if (store.shared()) {
            followers.clock().measured(sent.wall(), time.now(), storeTime);
            sayWhetherClockIsOff();
        }
    }

    private void sayWhetherClockIsOff() {
        var off = followers.clock().isOff();
        if (off && !clockOff) {
            log.warn(
                    "node={} this machine's clock is off by {} from the store's; the engine corrects for it",
                    session.node(),
                    followers.clock().offset());
        } else if (clockOff && !off) {
            log.info("node={} this machine's clock is right again", session.node());
        }
        clockOff = off;
    }

    /** Declared dead: others have taken, or will take, what ran here. */
    private void startAnew() {
        var old = session.node();
        // In this order: the answer to a claim may arrive meanwhile, and is looked at by its node.
        session.renew();
        stopEverything();
        register();
        log.warn("node={} was declared dead; it goes on as {}", old, session.node());
        unfence();
    }

    /** Looks whether this node must stop its work, at the moment when it would have to, however the beats are doing. */
    private void watch() {
        if (stopped) {
            return;
        }
        if (session.fenced()) {
            fence();
            time.schedule(followers.period(), this::watch);
        } else {
            var left = session.untilFenced();
            time.schedule(
                    left.compareTo(followers.period()) < 0 ? left.plusMillis(1) : followers.period(), this::watch);
        }
    }

    private synchronized void fence() {
        if (!fenced) {
            fenced = true;
            log.error(
                    "node={} has not reached the store since {}; it interrupts what it runs, because others may take it over",
                    session.node(),
                    session.lastBeat());
            stopEverything();
        }
    }

    private synchronized void unfence() {
        if (fenced) {
            fenced = false;
            log.info("node={} has reached the store again and goes on", session.node());
        }
    }

    private void stopEverything() {
        dispatcher.dropWaiting();
        dispatcher.stopRunning(StopReason.FENCED);
    }
}
