package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who this node is, and for how long it may believe that what it owns is its own.
 *
 * <p>A beat counts from when it was <i>sent</i>: the store may have read its clock at any moment after that. The time since
 * then is the larger of elapsed and wall time, since elapsed time stands still while a machine is suspended. Thread-safe.
 */
public final class NodeSession {
    private final String name;
    private final EngineTime time;
    private final Duration selfFenceAfter;
    private final Duration deadAfter;
    private final boolean shared;
    /** Replaced as a whole. */
    private volatile State state;
    /** Set once, by the first registration. */
    private volatile @Nullable Instant skipBefore;

    /**
     * A session that has not registered.
     *
     * @param shared whether other processes may take over what this node owns
     */
    public NodeSession(String name, EngineTime time, Duration selfFenceAfter, Duration deadAfter, boolean shared) {
        this.name = name;
        this.time = time;
        this.selfFenceAfter = selfFenceAfter;
        this.deadAfter = deadAfter;
        this.shared = shared;
        this.state = new State(new NodeId(name, UUID.randomUUID()), null, 0, false);
    }

    /** A moment, in both kinds of time. */
    public record Moment(Instant wall, long nanos) {}

    /** Now. */
    public Moment moment() {
        return new Moment(time.now(), time.nanoTime());
    }

    /** Under which identity this node owns executions. */
    public NodeId node() {
        return state.node;
    }

    /** How long without a good beat until a node counts as dead. */
    public Duration deadAfter() {
        return deadAfter;
    }

    /** Has all fires skipped that were due before an instant: nobody was there to run them, and that is how it shall be. */
    public void skipBefore(Instant start) {
        skipBefore = start;
    }

    /** Before which instant fires are skipped, or null if none are. */
    @Nullable
    Instant skipBefore() {
        return skipBefore;
    }

    /** Takes a new identity: the old one was declared dead. It owns nothing, and must register. */
    public synchronized NodeId renew() {
        state = new State(new NodeId(name, UUID.randomUUID()), null, 0, false);
        return state.node;
    }

    /** The store has heard from this node: a beat, or the registration, that was sent at a moment. */
    public synchronized void beat(Moment sent, boolean othersAlive) {
        var unbroken = state.lastBeat != null && !silentFor(selfFenceAfter, state.lastBeat);
        state = new State(state.node, sent, unbroken ? state.beatingSinceNanos : sent.nanos, othersAlive);
    }

    /** When the last good beat was sent, or null if there was none under this identity. */
    public @Nullable Instant lastBeat() {
        var last = state.lastBeat;
        return last == null ? null : last.wall;
    }

    /** Whether another node was alive at the last beat. */
    public boolean othersAlive() {
        return state.othersAlive;
    }

    /**
     * Whether this node must not run anything: it has been silent for so long that others may be about to take over. Never on
     * a store that no other process can reach.
     */
    public boolean fenced() {
        if (!shared) {
            return false;
        }
        var last = state.lastBeat;
        return last == null || silentFor(selfFenceAfter, last);
    }

    /** How long until this node would be fenced if no further beat succeeded. */
    public Duration untilFenced() {
        var last = state.lastBeat;
        if (!shared || last == null) {
            return selfFenceAfter;
        }
        var left = selfFenceAfter.minus(silence(last));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Whether this node may declare others dead: its own beats have succeeded without a gap for long enough that theirs would
     * have too. Otherwise everybody would die of a database that was away.
     */
    public boolean mayJudgeOthers() {
        var now = state;
        return now.lastBeat != null
                && !silentFor(selfFenceAfter, now.lastBeat)
                && time.nanoTime() - now.beatingSinceNanos >= deadAfter.toNanos();
    }

    private boolean silentFor(Duration limit, Moment last) {
        return silence(last).compareTo(limit) >= 0;
    }

    private Duration silence(Moment last) {
        var elapsed = Duration.ofNanos(time.nanoTime() - last.nanos);
        var wall = Duration.between(last.wall, time.now());
        return wall.compareTo(elapsed) > 0 ? wall : elapsed;
    }

    private record State(NodeId node, @Nullable Moment lastBeat, long beatingSinceNanos, boolean othersAlive) {}
}
