package io.openclaw.cron.examples.rest.live;

import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.http.Json;
import io.openclaw.cron.spi.EventPublisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Takes events from the library to the clients that may see them. Thread-safe. */
public final class EventHub implements EventPublisher {
    /** How many heartbeats a message may be on its way. */
    static final int HEARTBEATS_UNTIL_STUCK = 3;

    private static final int TOKEN_EXPIRED = 4401;
    private static final int GOING_AWAY = 1001;

    private final LiveSettings settings;
    private final String stream = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong cutOff = new AtomicLong();

    /** Guarded by this, as all below: an event comes either before a client has joined, or to the client. */
    private final EventLog recent;
    /** By organization, so that an event is looked at by those only that may see it. */
    private final Map<String, Set<LiveClient>> clients = new HashMap<>();

    private long sequence;

    /** A hub without clients. */
    public EventHub(LiveSettings settings) {
        this.settings = settings;
        this.recent = new EventLog(settings.kept(), settings.keptCharacters());
    }

    @Override
    public synchronized void publish(CronEvent event) {
        var message = Message.of(event, new EventId(stream, ++sequence));
        recent.add(message);
        var present = clients.getOrDefault(event.organizationId(), Set.of());
        // A copy: a client that is cut off leaves.
        for (var client : List.copyOf(present)) {
            if (client.isInOneOf(message.rooms())) {
                send(client, message.text());
            }
        }
    }

    /**
     * Lets a client in and sends it what it has missed.
     *
     * @param lastEventId the last event that it knows, if it has been here before
     */
    synchronized void join(LiveClient client, Optional<String> lastEventId) {
        var organization = client.identity().organizationId();
        var missed = lastEventId.map(id -> missed(organization, id)).orElse(Optional.of(List.of()));
        clients.computeIfAbsent(organization, any -> new LinkedHashSet<>()).add(client);
        send(client, hello(client));
        if (missed.isEmpty()) {
            send(client, gap());
        }
        missed.orElse(List.of()).stream()
                .filter(message -> client.isInOneOf(message.rooms()))
                .forEach(message -> send(client, message.text()));
    }

    /** Empty if nobody knows: the event is one of another process's life, or too much has happened since. */
    private Optional<List<Message>> missed(String organizationId, String lastEventId) {
        return EventId.parse(lastEventId)
                .filter(id -> id.stream().equals(stream) && id.sequence() <= sequence)
                .flatMap(id -> recent.since(organizationId, id.sequence()));
    }

    synchronized void leave(LiveClient client) {
        client.forget();
        var organization = client.identity().organizationId();
        var present = clients.get(organization);
        if (present != null && present.remove(client) && present.isEmpty()) {
            clients.remove(organization);
        }
    }

    /** Counts a client that was too slow. */
    void countCutOff() {
        cutOff.incrementAndGet();
    }

    private void send(LiveClient client, String text) {
        if (!client.send(text)) {
            leave(client);
        }
    }

    /** Whether a user has as many connections as allowed. */
    synchronized boolean isFullFor(Identity identity) {
        return clients.getOrDefault(identity.organizationId(), Set.of()).stream()
                        .filter(client -> client.identity().userId().equals(identity.userId()))
                        .count()
                >= settings.clientsPerUser();
    }

    /** Tells everybody that the connection still stands, and ends those that should not. */
    void beat(Instant now) {
        var beat = Json.text(Map.of("type", "heartbeat", "time", now));
        var patience = settings.heartbeat().multipliedBy(HEARTBEATS_UNTIL_STUCK);
        for (var client : all()) {
            if (client.identity().expiresAt().isBefore(now)) {
                client.close(TOKEN_EXPIRED, "the token has expired");
                leave(client);
            } else if (client.stuckFor(patience)) {
                client.cutOff("it has taken nothing for " + patience.toSeconds() + " s");
                leave(client);
            } else {
                send(client, beat);
            }
        }
    }

    /** Ends all connections; clients come back when there is a server again. */
    public void close() {
        for (var client : all()) {
            client.close(GOING_AWAY, "the server stops");
            leave(client);
        }
    }

    private synchronized List<LiveClient> all() {
        var all = new ArrayList<LiveClient>();
        clients.values().forEach(all::addAll);
        return all;
    }

    /** How many connections there are. */
    public int clientCount() {
        return all().size();
    }

    /** How many clients were cut off because they were too slow. */
    public long cutOffCount() {
        return cutOff.get();
    }

    private String hello(LiveClient client) {
        var hello = new LinkedHashMap<String, Object>();
        hello.put("type", "hello");
        hello.put("lastEventId", new EventId(stream, sequence).toString());
        hello.put("rooms", client.ownRooms());
        hello.put("heartbeatMs", settings.heartbeat().toMillis());
        return Json.text(hello);
    }

    private static String gap() {
        return Json.text(Map.of(
                "type", "gap", "error", "Not all events since then are known here any more; load what you show anew"));
    }
}
