package io.openclaw.cron.examples.rest.http;

import java.time.Duration;
import java.util.List;

/**
 * How the web server listens.
 *
 * @param host the address it binds to
 * @param port the port; 0 for any that is free
 * @param maxBodyBytes the most bytes of a request's body
 * @param idleTimeout how long a connection may be silent
 * @param requestTimeout how long a client may take to send a request's headers, and again to send its body
 * @param maxConnections how many connections there may be at once
 * @param corsOrigins the origins of other sites whose scripts may call this server; usually none
 */
public record WebSettings(
        String host,
        int port,
        int maxBodyBytes,
        Duration idleTimeout,
        Duration requestTimeout,
        int maxConnections,
        List<String> corsOrigins) {

    /** Copies the list. */
    public WebSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** The usual settings, at an address. */
    public static WebSettings at(String host, int port) {
        return new WebSettings(
                host, port, 256 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(15), 10_000, List.of());
    }

    /** With another limit for bodies. */
    public WebSettings withMaxBodyBytes(int bytes) {
        return new WebSettings(host, port, bytes, idleTimeout, requestTimeout, maxConnections, corsOrigins);
    }

    /** With other origins. */
    public WebSettings withCorsOrigins(List<String> origins) {
        return new WebSettings(host, port, maxBodyBytes, idleTimeout, requestTimeout, maxConnections, origins);
    }

    /** With another time for requests. */
    public WebSettings withRequestTimeout(Duration timeout) {
        return new WebSettings(host, port, maxBodyBytes, idleTimeout, timeout, maxConnections, corsOrigins);
    }
}
