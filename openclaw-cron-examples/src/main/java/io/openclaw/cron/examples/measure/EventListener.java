package io.openclaw.cron.examples.measure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** A client that tells when it hears of a change. */
final class EventListener implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern NUMBER = Pattern.compile("\"jobName\":\"change ([0-9]+)\"");

    private final DeliveryDelays delays;
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch greeted = new CountDownLatch(1);
    private WebSocket socket;

    private EventListener(DeliveryDelays delays) {
        this.delays = delays;
    }

    /** Connects, and returns when it hears of everything that happens from now on. */
    static EventListener connect(URI address, String token, DeliveryDelays delays) {
        var listener = new EventListener(delays);
        listener.socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(address, listener)
                .join();
        try {
            listener.greeted.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return listener;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            greeted.countDown();
            var number = NUMBER.matcher(text);
            if (number.find()) {
                delays.arrived(Integer.parseInt(number.group(1)));
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
