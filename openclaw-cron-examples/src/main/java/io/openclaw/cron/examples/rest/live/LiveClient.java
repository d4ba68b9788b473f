package io.openclaw.cron.examples.rest.live;

import io.openclaw.cron.examples.rest.auth.Identity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Thread-safe; no method ever waits for the client.
 *
 * <p>One message at a time is on its way, the others wait here. When too many do, the client is cut off: it comes back and
 * asks for what it has missed, and meanwhile it costs nobody anything.
 */
final class LiveClient {
    private static final Logger log = LoggerFactory.getLogger(LiveClient.class);

    private final Session session;
    private final Identity identity;
    private final LiveSettings settings;
    private final Runnable whenCutOff;
    private final Set<String> rooms = ConcurrentHashMap.newKeySet();

    /** What becomes of a text. */
    private enum Fate {
        PASSED_ON,
        WAITS,
        TOO_MUCH,
        GONE
    }

    /** Guarded by this. */
    private final Queue<String> waiting = new ArrayDeque<>();
    /** Guarded by this. */
    private long waitingCharacters;
    /** Since when a message has been on its way, in nanoseconds; guarded by this. */
    private long sendingSince;
    /** Guarded by this. */
    private boolean sending;
    /** Guarded by this. */
    private boolean closed;

    /**
     * A connection that begins in all rooms of its user.
     *
     * @param whenCutOff is told when it is ended because it is too slow
     */
    LiveClient(Session session, Identity identity, LiveSettings settings, Runnable whenCutOff) {
        this.session = session;
        this.identity = identity;
        this.settings = settings;
        this.whenCutOff = whenCutOff;
        rooms.addAll(ownRooms());
    }

    Identity identity() {
        return identity;
    }

    /** The rooms that it may be in; it begins in all of them. */
    List<String> ownRooms() {
        return List.of("org:" + identity.organizationId(), "user:" + identity.userId());
    }

    Set<String> rooms() {
        return rooms;
    }

    /** Whether it hears of something that concerns these rooms of its organization. */
    boolean isInOneOf(List<String> others) {
        return others.stream().anyMatch(rooms::contains);
    }

    /**
     * Sends a text, sooner or later.
     *
     * @return whether the client is still there afterwards
     */
    boolean send(String text) {
        var fate = take(text);
        // Not inside: Jetty calls back, on this thread or another one, and callbacks take locks.
        if (fate == Fate.PASSED_ON) {
            pass(text);
        } else if (fate == Fate.TOO_MUCH) {
            cutOff("it is too slow");
        }
        return fate == Fate.PASSED_ON || fate == Fate.WAITS;
    }

    private synchronized Fate take(String text) {
        if (closed) {
            return Fate.GONE;
        }
        if (!sending) {
            sending = true;
            sendingSince = System.nanoTime();
            return Fate.PASSED_ON;
        }
        waiting.add(text);
        waitingCharacters += text.length();
        return waiting.size() > settings.queueMessages() || waitingCharacters > settings.queueCharacters()
                ? Fate.TOO_MUCH
                : Fate.WAITS;
    }

    private void pass(String text) {
        session.sendText(text, Callback.from(this::sendNext, failure -> disconnect()));
    }

    private void sendNext() {
        String next;
        synchronized (this) {
            next = waiting.poll();
            sending = next != null;
            if (next == null) {
                return;
            }
            waitingCharacters -= next.length();
            sendingSince = System.nanoTime();
        }
        pass(next);
    }

    /** Whether a message has been on its way for longer than this. */
    synchronized boolean stuckFor(Duration limit) {
        return sending && System.nanoTime() - sendingSince > limit.toNanos();
    }

    /** Ends the connection without asking: a client that does not read would not read the farewell either. */
    void cutOff(String why) {
        if (forget()) {
            log.info(
                    "org={} user={} a WebSocket client is cut off: {}",
                    identity.organizationId(),
                    identity.userId(),
                    why);
            whenCutOff.run();
            session.disconnect();
        }
    }

    /** The client has vanished. */
    private void disconnect() {
        if (forget()) {
            session.disconnect();
        }
    }

    /** Ends the connection in order. */
    void close(int code, String reason) {
        if (forget()) {
            session.close(code, reason, Callback.NOOP);
        }
    }

    /** The connection has ended: nothing is sent any more. Returns whether it was open until now. */
    synchronized boolean forget() {
        var wasOpen = !closed;
        closed = true;
        waiting.clear();
        waitingCharacters = 0;
        return wasOpen;
    }
}
