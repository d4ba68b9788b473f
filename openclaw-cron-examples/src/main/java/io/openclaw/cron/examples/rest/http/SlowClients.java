package io.openclaw.cron.examples.rest.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Cuts off clients that take for ever to say what they want.
 *
 * <p>The connector's idle time-out is not enough: it begins anew with every byte, and a client that sends one header's byte
 * every few seconds would keep its connection for good.
 */
final class SlowClients implements Connection.Listener {
    private final Duration limit;
    private final Map<Connection, Asking> connections = new ConcurrentHashMap<>();

    /** Since when a connection has been in the middle of a request's headers, and what had been read by then. */
    private record Asking(long requests, long bytes, long sinceNanos) {}

    SlowClients(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        // Not WebSockets, which are connections too and have no requests.
        if (connection instanceof ConnectionMetaData) {
            connections.put(connection, now(connection));
        }
    }

    /** Comes too when a connection is handed over to a WebSocket. */
    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    /** Looks at all connections; to be called a few times within the limit. */
    void check() {
        connections.forEach((connection, before) -> {
            var now = now(connection);
            var betweenRequests = connection.getMessagesIn() == connection.getMessagesOut();
            if (!betweenRequests || now.requests() != before.requests() || now.bytes() == before.bytes()) {
                connections.replace(connection, before, now);
            } else if (now.sinceNanos() - before.sinceNanos() > limit.toNanos()) {
                connection.getEndPoint().close();
            }
        });
    }

    private static Asking now(Connection connection) {
        return new Asking(connection.getMessagesIn(), connection.getBytesIn(), System.nanoTime());
    }
}
