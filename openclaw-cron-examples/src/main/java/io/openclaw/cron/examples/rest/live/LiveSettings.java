package io.openclaw.cron.examples.rest.live;

import java.time.Duration;

/**
 * How events are sent.
 *
 * @param heartbeat how often clients are told that the connection still stands
 * @param queueMessages how many messages may wait for one client; then it is cut off
 * @param queueCharacters how many characters those may have together
 * @param kept how many events of an organization are kept for clients that come back
 * @param keptCharacters how many characters the kept events of all organizations may have together
 * @param clientsPerUser how many connections one user may have at once
 */
public record LiveSettings(
        Duration heartbeat,
        int queueMessages,
        long queueCharacters,
        int kept,
        long keptCharacters,
        int clientsPerUser) {

    /** The usual settings. */
    public static final LiveSettings DEFAULT =
            new LiveSettings(Duration.ofSeconds(15), 1_000, 4L << 20, 1_000, 32L << 20, 100);

    /** With another heartbeat. */
    public LiveSettings withHeartbeat(Duration period) {
        return new LiveSettings(period, queueMessages, queueCharacters, kept, keptCharacters, clientsPerUser);
    }

    /** With another queue for each client. */
    public LiveSettings withQueue(int messages, long characters) {
        return new LiveSettings(heartbeat, messages, characters, kept, keptCharacters, clientsPerUser);
    }

    /** With another number of events for clients that come back. */
    public LiveSettings withKept(int events) {
        return new LiveSettings(heartbeat, queueMessages, queueCharacters, events, keptCharacters, clientsPerUser);
    }

    /** With another number of connections. */
    public LiveSettings withClientsPerUser(int clients) {
        return new LiveSettings(heartbeat, queueMessages, queueCharacters, kept, keptCharacters, clients);
    }
}
