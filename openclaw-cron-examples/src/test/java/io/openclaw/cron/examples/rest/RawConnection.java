package io.openclaw.cron.examples.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A connection whose every byte a test decides on, for what no proper client does. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();

    RawConnection(String url) {
        var address = URI.create(url);
        try {
            // Before connecting, for it decides how much the other side may send without being read.
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), TIMEOUT_MILLIS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a request was answered, up to the blank line. */
    record Head(int status, String head) {}

    /** What a request was answered, in full. */
    record Answer(int status, String head, String body) {}

    /** Sends a request whose address may be none, and tells the answer. */
    static Answer get(String url, String path, String token) throws IOException {
        return request(
                url,
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n");
    }

    /** Sends a text and tells the answer. */
    static Answer request(String url, String text) throws IOException {
        try (var connection = new RawConnection(url)) {
            connection.send(text);
            var head = connection.head();
            var body = new String(connection.socket.getInputStream().readAllBytes(), ISO_8859_1);
            return new Answer(head.status(), head.head(), body);
        }
    }

    /** Asks for a WebSocket and tells the answer. */
    static Head upgrade(String url, String path, String headers) {
        try (var connection = new RawConnection(url)) {
            return connection.askForWebSocket(path, headers);
        }
    }

    /** A WebSocket that never reads. */
    static RawConnection webSocket(String url, String token) {
        var connection = new RawConnection(url);
        var head = connection.askForWebSocket("/openclaw/ws", "Authorization: Bearer " + token + "\r\n");
        if (head.status() != 101) {
            throw new AssertionError(head.head());
        }
        return connection;
    }

    private Head askForWebSocket(String path, String headers) {
        send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n");
        return head();
    }

    void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads up to the blank line after the headers. */
    Head head() {
        try {
            var read = new ByteArrayOutputStream();
            var text = "";
            while (!text.endsWith("\r\n\r\n")) {
                var next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                read.write(next);
                text = read.toString(ISO_8859_1);
            }
            return new Head(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads until the other side ends the connection. */
    void readToEnd() {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // With a reset: an end as well.
            if (ended instanceof java.net.SocketTimeoutException) {
                throw new AssertionError("the connection was not ended", ended);
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
