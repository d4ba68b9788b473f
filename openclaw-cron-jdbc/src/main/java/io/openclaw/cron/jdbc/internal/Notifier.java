package io.openclaw.cron.jdbc.internal;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells other nodes what a transaction does, by a notification that rides in it: nobody hears of it before the commit, and
 * nobody at all if there is none.
 */
public final class Notifier {
    private static final String GREETING = "hello";
    private static final int ORIGIN_LENGTH = 8;

    private final boolean supported;
    private final String channel;
    private final String origin;
    /** Whether another node was there when this process last looked; without one, notifying costs and brings nothing. */
    private volatile boolean othersAlive = true;

    /** Notifies those who use the same schema. */
    public Notifier(Dialect dialect, String schema) {
        this.supported = dialect.shared();
        this.channel = "openclaw_cron_" + schema;
        this.origin = UUID.randomUUID().toString().substring(0, ORIGIN_LENGTH);
    }

    /** The name of the channel. */
    String channel() {
        return channel;
    }

    /** Whether another node is there, as a beat has told. */
    public void othersAlive(boolean alive) {
        othersAlive = alive;
    }

    /** Whether anybody is there to be told. */
    private boolean hasHearers() {
        return supported && othersAlive;
    }

    /** Tells others, once the transaction commits. */
    public void send(Handle handle, Signal signal) {
        of(signal).ifPresent(notification -> send(handle, notification));
    }

    /** What a statement has to tell others, once its transaction commits; empty if there is nothing, or nobody, to tell. */
    public Optional<Notification> of(Signal signal) {
        return hasHearers() && !signal.isEmpty() ? Optional.of(saying(signal.encode())) : Optional.empty();
    }

    /** Tells others that this node is there, so that from now on they tell what they do. */
    public void greet(Handle handle) {
        if (supported) {
            send(handle, saying(GREETING));
        }
    }

    /** Has other nodes look up what has changed, for which there is no signal of its own. */
    public void lookUp(Handle handle) {
        if (hasHearers()) {
            send(handle, saying(Signal.LOOK_UP));
        }
    }

    private Notification saying(String text) {
        return new Notification(channel, origin + " " + text);
    }

    private static void send(Handle handle, Notification notification) {
        handle.createQuery("SELECT 1 FROM (SELECT pg_notify(:channel, :text)) notified")
                .bind("channel", notification.channel())
                .bind("text", notification.text())
                .mapTo(Integer.class)
                .one();
    }

    /**
     * The text of a notification.
     *
     * @return null if this process has sent it itself, or it tells no more than that there is another
     */
    @Nullable
    String received(String payload) {
        var parts = payload.split(" ", 2);
        if (parts[0].equals(origin)) {
            return null;
        }
        othersAlive = true;
        var text = parts.length > 1 ? parts[1] : "";
        return text.equals(GREETING) ? null : text;
    }
}
