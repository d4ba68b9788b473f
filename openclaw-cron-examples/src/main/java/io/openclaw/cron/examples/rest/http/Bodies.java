package io.openclaw.cron.examples.rest.http;

import io.javalin.http.Context;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Reads bodies: no larger than allowed, no slower than allowed, and of the right type. */
public final class Bodies {
    private static final String BODY = "body";
    private static final int CHUNK = 8 * 1024;
    /** So many times as much as is allowed is read before it is refused; more is refused unread. */
    private static final long TAKEN_ALL_THE_SAME = 8;

    private final int maxBytes;
    private final Duration maxTime;

    /**
     * A reader of bodies.
     *
     * @param maxBytes the most bytes of one
     * @param maxTime how long one may take to come: a byte now and then would hold a thread for hours
     */
    public Bodies(int maxBytes, Duration maxTime) {
        this.maxBytes = maxBytes;
        this.maxTime = maxTime;
    }

    /** Takes in the body of a request, if it has one, for those who ask for it below. */
    void receive(Context context) throws IOException {
        context.attribute(BODY, bytes(context));
    }

    /** The body of a request that must have one, after it was received. */
    public JsonFields required(Context context, Set<String> known) {
        requireJson(context);
        return JsonFields.read(received(context), known);
    }

    /** The body of a request that may have one, after it was received; without one it is as if all fields were absent. */
    public JsonFields optional(Context context, Set<String> known) {
        var bytes = received(context);
        if (bytes.length == 0) {
            return JsonFields.read(new byte[] {'{', '}'}, known);
        }
        requireJson(context);
        return JsonFields.read(bytes, known);
    }

    private static byte[] received(Context context) {
        byte[] body = context.attribute(BODY);
        return Objects.requireNonNull(body, "not received");
    }

    /**
     * Takes what has not been read of a body, so that the connection can serve another request. A client that nobody knows is
     * not waited for: its connection ends instead.
     */
    public void discard(Context context) throws IOException {
        if (!hasBody(context)) {
            return;
        }
        var announced = context.req().getContentLengthLong();
        if (context.statusCode() == 401 || announced > maxBytes) {
            context.header("Connection", "close");
        } else if (!"close".equals(context.res().getHeader("Connection"))) {
            try {
                bytes(context);
            } catch (Refusal tooMuch) {
                context.header("Connection", "close");
            }
        }
    }

    private static boolean hasBody(Context context) {
        var announced = context.req().getContentLengthLong();
        return announced > 0 || (announced < 0 && context.header("Transfer-Encoding") != null);
    }

    /** The length that a client announces may be wrong or missing, so what counts is what comes. */
    private byte[] bytes(Context context) throws IOException {
        if (!hasBody(context)) {
            return new byte[0];
        }
        var announced = context.req().getContentLengthLong();
        if (announced > maxBytes) {
            if (announced <= TAKEN_ALL_THE_SAME * maxBytes) {
                forget(context.bodyInputStream());
            }
            throw tooLarge();
        }
        var started = System.nanoTime();
        var body = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        var input = context.bodyInputStream();
        for (int length = input.read(chunk); length >= 0; length = input.read(chunk)) {
            body.write(chunk, 0, length);
            if (body.size() > maxBytes) {
                throw tooLarge();
            }
            if (System.nanoTime() - started > maxTime.toNanos()) {
                throw Refusal.of(408, "too_slow", "The body did not come within " + maxTime.toSeconds() + " s")
                        .with("Connection", "close");
            }
        }
        return body.toByteArray();
    }

    /** A client that is cut off while it sends may never read why, so what is only somewhat too much is taken first. */
    private void forget(InputStream body) throws IOException {
        var started = System.nanoTime();
        var chunk = new byte[CHUNK];
        while (body.read(chunk) >= 0 && System.nanoTime() - started < maxTime.toNanos()) {
            // Nothing is kept.
        }
    }

    /** The rest of the body is not worth reading, so the connection ends here. */
    private Refusal tooLarge() {
        return Refusal.of(413, "too_large", "The body is larger than " + maxBytes + " bytes")
                .with("Connection", "close");
    }

    private static void requireJson(Context context) {
        var type = context.contentType();
        var plain = type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
        if (!plain.equals("application/json") && !plain.matches("application/json;charset=\"?utf-8\"?")) {
            throw Refusal.of(415, "unsupported_media_type", "The body must be application/json, in UTF-8");
        }
    }
}
