package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.run.Dispatcher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node takes nothing new, because its host or somebody elsewhere wants it so: it gives back what has not started
 * and finishes what runs. The store knows it too, and what the store says counts. Thread-safe.
 */
public final class Drain {
    private final Dispatcher dispatcher;
    private final Executor completions;
    /** Set once, before anything is drained. */
    private volatile Runnable onChange = () -> {};

    private volatile boolean active;
    // Guarded by this.
    private long changes;
    private @Nullable NodeId knownAs;
    private CompletableFuture<Void> idle = new CompletableFuture<>();

    /**
     * A node that takes what it can.
     *
     * @param completions where stages are completed
     */
    public Drain(Dispatcher dispatcher, Executor completions) {
        this.dispatcher = dispatcher;
        this.completions = completions;
    }

    /** Tells who hears of changes; must not block, nor wait for anybody who calls this. */
    public void listen(Runnable heard) {
        onChange = heard;
    }

    /** Whether the node takes nothing new. */
    public boolean active() {
        return active;
    }

    /**
     * The store knows that a node is to be drained, and that is this one.
     *
     * @return completes when it is idle, exceptionally if it is resumed or stopped before that
     */
    public CompletionStage<Void> begin(NodeId node) {
        CompletionStage<Void> stage;
        synchronized (this) {
            knownAs = node;
            if (!active) {
                active = true;
                changes++;
                idle = new CompletableFuture<>();
            }
            stage = idle.minimalCompletionStage();
        }
        onChange.run();
        return stage;
    }

    /** The store knows that this node takes work again. */
    public void end() {
        synchronized (this) {
            if (!active) {
                return;
            }
            active = false;
            changes++;
            fail("This node was resumed before it was idle");
        }
        onChange.run();
    }

    /** How often this has changed: a beat that was sent before the last change does not know of it. */
    synchronized long changes() {
        return changes;
    }

    /**
     * Follows what a beat has brought.
     *
     * @param changesBefore {@link #changes} when the beat was sent
     * @param node as which node it was sent
     * @param draining what the store says
     * @return whether the store does not know of it yet, because the node has come back under a new incarnation
     */
    synchronized boolean follow(long changesBefore, NodeId node, boolean draining) {
        // Changed since, also while this looks at it: what the beat has brought is out of date.
        if (changesBefore != changes) {
            return false;
        }
        if (active && !draining && !node.equals(knownAs)) {
            return true;
        }
        if (draining) {
            begin(node);
        } else {
            end();
        }
        return false;
    }

    /** Tells those who wait if nothing is left. */
    void check() {
        if (active && dispatcher.isEmpty()) {
            CompletableFuture<Void> reached;
            synchronized (this) {
                reached = idle;
            }
            if (!reached.isDone()) {
                completions.execute(() -> reached.complete(null));
            }
        }
    }

    /** This node stops. */
    public synchronized void close() {
        fail("This node was stopped before it was idle");
    }

    private void fail(String why) {
        var left = idle;
        if (!left.isDone()) {
            completions.execute(() -> left.completeExceptionally(new IllegalStateException(why)));
        }
    }
}
