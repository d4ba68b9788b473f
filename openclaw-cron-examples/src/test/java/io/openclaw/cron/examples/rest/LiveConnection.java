package io.openclaw.cron.examples.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the WebSocket. */
final class LiveConnection implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private LiveConnection(String url, String query, String token) {
        socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(address(url, query), new Listener())
                .join();
        // Events come from the greeting on, which is a moment after the answer to the handshake.
        CompletableFuture.anyOf(greeted, closed)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Connects and waits for the greeting, which stays the first message: what happens from now on is heard. */
    static LiveConnection open(String url, String token) {
        return open(url, "", token);
    }

    static LiveConnection open(String url, String query, String token) {
        return new LiveConnection(url, query, token);
    }

    /** The status with which a connection is refused; 101 if it is not. */
    static int refusal(String url, String query, String token) {
        try (var opened = open(url, query, token)) {
            return 101;
        } catch (RuntimeException failure) {
            if (failure.getCause() instanceof java.net.http.WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw failure;
        }
    }

    static URI address(String url, String query) {
        return URI.create(url.replace("http://", "ws://") + "/openclaw/ws" + query);
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    WebSocket socket() {
        return socket;
    }

    /** The next message; fails if there is none within ten seconds. */
    JsonNode next() {
        try {
            var message = received.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came");
            }
            return message;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** All messages up to one of a type, that one included; fails if it does not come, heartbeats or not. */
    List<JsonNode> until(String type) {
        return until(message -> message.path("type").asText().equals(type));
    }

    List<JsonNode> until(Predicate<JsonNode> last) {
        var all = new ArrayList<JsonNode>();
        var since = System.nanoTime();
        do {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new AssertionError("not among what came: " + all);
            }
            all.add(next());
        } while (!last.test(all.get(all.size() - 1)));
        return all;
    }

    /** The code with which the connection is closed; waits for it. */
    int closeCode() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received.add(JSON.readTree(text.toString()));
                } catch (IOException notJson) {
                    throw new UncheckedIOException(notJson);
                }
                text.setLength(0);
                greeted.complete(null);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.complete(-1);
        }
    }
}
