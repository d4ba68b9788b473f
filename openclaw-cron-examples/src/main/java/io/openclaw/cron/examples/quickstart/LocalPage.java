package io.openclaw.cron.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A page of our own to check, so that nothing outside this machine is needed. */
final class LocalPage implements AutoCloseable {
    private static final byte[] TEXT = "I am well.\n".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    private LocalPage(HttpServer server) {
        this.server = server;
    }

    /** Serves the page on any free port of 127.0.0.1. */
    static LocalPage serve() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        var server = HttpServer.create(anyPort, 0);
        server.createContext("/", LocalPage::answer);
        server.start();
        return new LocalPage(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, TEXT.length);
            exchange.getResponseBody().write(TEXT);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
